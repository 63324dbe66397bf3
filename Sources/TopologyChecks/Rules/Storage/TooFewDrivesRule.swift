import Diagnostics
import TopologyModel

/// OBJ-006.
struct TooFewDrivesRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 506, "too-few-drives",
    summary: "A MinIO has too few drives for erasure coding, or too few servers to lose one.",
    why: "Below four drives nothing is redundant; below four servers, losing one stops writes.",
    sources: [.catalogue("OBJ-006")], isWaivable: true,
    bad: [
      .init(
        "objectStores: [{id: store, kind: inClusterMinIO, caSecret: c, capacity: {total: 1Ti}, replication: {target: other, failureDomain: rome}, minio: {site: dc1, image: 'registry.example.net/minio:1', clientImage: 'registry.example.net/mc:1', servers: 1, volumesPerServer: 2}}]"
      ),
      .init(
        "objectStores: [{id: store, kind: inClusterMinIO, caSecret: c, capacity: {total: 1Ti}, replication: {target: other, failureDomain: rome}, minio: {site: dc1, image: 'registry.example.net/minio:1', clientImage: 'registry.example.net/mc:1', servers: 2, volumesPerServer: 4}}]"
      ),
    ],
    good: [
      .init(
        "objectStores: [{id: store, kind: inClusterMinIO, caSecret: c, capacity: {total: 1Ti}, replication: {target: other, failureDomain: rome}, minio: {site: dc1, image: 'registry.example.net/minio:1', clientImage: 'registry.example.net/mc:1', servers: 4}}]"
      )
    ])

  func check(_ topology: Topology, into findings: inout Findings) {
    for store in topology.objectStores {
      guard store.kind.value != .enterprise, let minio = store.minio else { continue }
      let total = minio.servers.value * minio.volumesPerServer.value
      if total < 4 {
        findings.report(
          Diagnostic(Self.info, "`\(store.id.value)` has \(total) drives", at: minio.servers.span)
            .help("use at least four drives, over four servers"))
      } else if minio.servers.value < 4 {
        var finding = Diagnostic(
          Self.info, "`\(store.id.value)` has \(minio.servers.value) servers",
          at: minio.servers.span)
        finding.severity = .warning
        findings.report(finding.help("four servers can lose one and keep writing"))
      }
    }
  }
}
