import Diagnostics
import TopologyModel

/// OBJ-005.
struct NeedlessMinIORule: TopologyRule {
  static let info = RuleInfo(
    .topology, 505, "needless-minio", .warning,
    summary: "An in-cluster MinIO although another store is declared.",
    why: "The reference architecture uses it only when there is no alternative.",
    sources: [.catalogue("OBJ-005")], isWaivable: true,
    bad: [
      .init(
        "objectStores: [{id: extra, kind: inClusterMinIO, failureDomain: amsterdam, endpointURL: 'https://minio.dc2.example.net', caSecret: c, versioning: true, sse: AES256, replication: {target: store, failureDomain: cologne}, capacity: {total: 1Ti}, minio: {site: dc2, image: 'registry.example.net/minio:1', clientImage: 'registry.example.net/mc:1'}, buckets: [{name: extra, site: dc2, purpose: redis}]}]"
      )
    ],
    good: [
      .init(
        "objectStores: [{id: store, kind: enterprise}]")
    ])

  func check(_ topology: Topology, into findings: inout Findings) {
    let others = topology.objectStores.filter { $0.kind.value != .inClusterMinIO }
    guard let other = others.first else { return }
    for store in topology.objectStores {
      guard store.kind.value == .inClusterMinIO else { continue }
      findings.report(
        Diagnostic(
          Self.info, "`\(store.id.value)` runs in a cluster, although there is `\(other.id.value)`",
          at: store.kind.span
        ).help("move its buckets to the other store"))
    }
  }
}
