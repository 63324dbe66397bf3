import Diagnostics
import TopologyModel

/// OBJ-009.
struct UnmaintainedMinIORule: TopologyRule {
  static let info = RuleInfo(
    .topology, 509, "unmaintained-minio", .warning,
    summary: "A MinIO runs an unmaintained image.",
    why:
      "The community edition is source-only since October 2025 and archived since 2026: no image gets security fixes.",
    sources: [.catalogue("OBJ-009"), .issue("minio/minio", 21647)], isWaivable: true,
    bad: [
      .init(
        "objectStores: [{id: store, kind: inClusterMinIO, caSecret: c, capacity: {total: 1Ti}, replication: {target: other, failureDomain: rome}, minio: {site: dc1, image: 'quay.io/minio/minio:RELEASE.2025-09-07', clientImage: 'registry.example.net/mc:1'}}]"
      )
    ],
    good: [
      .init(
        "objectStores: [{id: store, kind: inClusterMinIO, caSecret: c, capacity: {total: 1Ti}, replication: {target: other, failureDomain: rome}, minio: {site: dc1, image: 'registry.example.net/minio:1', clientImage: 'registry.example.net/mc:1'}}]"
      )
    ])

  func check(_ topology: Topology, into findings: inout Findings) {
    let upstream = ["minio/minio", "quay.io/minio/minio", "docker.io/minio/minio"]
    for store in topology.objectStores {
      guard let image = store.minio?.image,
        upstream.contains(image.value.repository)
          || image.value.repository.contains("bitnami")
      else { continue }
      findings.report(
        Diagnostic(
          Self.info, "`\(image.value.repository)` no longer gets fixes", at: image.span
        ).help("build it yourself, use a maintained image, or plan another store"))
    }
  }
}
