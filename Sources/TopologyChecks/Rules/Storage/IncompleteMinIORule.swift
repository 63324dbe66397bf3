import Diagnostics
import TopologyModel

/// OBJ-009.
struct IncompleteMinIORule: TopologyRule {
  static let info = RuleInfo(
    .topology, 523, "incomplete-minio",
    summary: "An in-cluster MinIO lacks its site, its image or its client image.",
    why: "Upstream publishes no images: any default would be unmaintained.",
    sources: [.catalogue("OBJ-009")],
    bad: [
      .init(
        "objectStores: [{id: store, kind: inClusterMinIO, caSecret: c, capacity: {total: 1Ti}, replication: {target: other, failureDomain: rome}}]"
      )
    ],
    good: [
      .init(
        "objectStores: [{id: store, kind: inClusterMinIO, caSecret: c, capacity: {total: 1Ti}, replication: {target: other, failureDomain: rome}, minio: {site: dc1, image: 'registry.example.net/minio:1', clientImage: 'registry.example.net/mc:1'}}]"
      )
    ])

  func check(_ topology: Topology, into findings: inout Findings) {
    for store in topology.objectStores {
      guard store.kind.value == .inClusterMinIO,
        store.minio?.image == nil || store.minio?.clientImage == nil || store.minio?.site == nil
      else { continue }
      findings.report(
        Diagnostic(
          Self.info, "`\(store.id.value)` does not set where and from which images it runs",
          at: store.minio?.span ?? store.kind.span
        ).help("set `minio.site`, `minio.image` and `minio.clientImage`"))
    }
  }
}
