import Diagnostics
import TopologyModel

/// A MinIO in a cluster is read by other sites, and by nobody else.
struct OpenStoreRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 730, "open-store", .warning,
    summary: "The network policy of an in-cluster MinIO lets any address in.",
    why:
      "The store holds every backup: only a login stands between it and what reaches the cluster.",
    sources: [.kubernetes("network policies", "concepts/services-networking/network-policies/")],
    isWaivable: true,
    bad: [
      .init(
        "objectStores: [{id: store, kind: inClusterMinIO, minio: {site: dc1, image: 'registry.example.net/minio:1', clientImage: 'registry.example.net/mc:1'}}]"
      )
    ],
    good: [
      .init(
        "objectStores: [{id: store, kind: inClusterMinIO, minio: {site: dc1, image: 'registry.example.net/minio:1', clientImage: 'registry.example.net/mc:1', clientCIDR: [10.2.0.0/24]}}]"
      )
    ])

  func check(_ topology: Topology, into findings: inout Findings) {
    guard topology.sites.count > 1 else { return }
    for store in topology.objectStores where store.kind.value == .inClusterMinIO {
      guard let minio = store.minio, minio.clientCIDR.isEmpty,
        let site = minio.site.flatMap({ topology.site($0.value) }), site.network.policies.value
      else { continue }
      findings.report(
        Diagnostic(
          Self.info, "`\(store.id.value)` takes connections from any address",
          at: minio.span ?? store.id.span
        ).help("list in `minio.clientCIDR` the networks that requests of other sites come from"))
    }
  }
}
