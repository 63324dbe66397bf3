import Diagnostics
import TopologyModel

/// OBJ-007.
struct TenantShapeRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 507, "tenant-shape",
    summary: "A Tenant has a number of servers and volumes that the operator rejects.",
    why: "Two servers need at least four volumes in total, three need six.",
    sources: [
      .catalogue("OBJ-007"),
      .document(
        "MinIO operator 7.1.1, Tenant validation", "https://github.com/minio/operator/tree/v7.1.1"),
    ],
    isWaivable: true,
    bad: [
      .init(
        "objectStores: [{id: store, kind: inClusterMinIO, caSecret: c, capacity: {total: 1Ti}, replication: {target: other, failureDomain: rome}, minio: {site: dc1, image: 'registry.example.net/minio:1', clientImage: 'registry.example.net/mc:1', form: tenant, servers: 2, volumesPerServer: 1}}]"
      ),
      .init(
        "objectStores: [{id: store, kind: inClusterMinIO, caSecret: c, capacity: {total: 1Ti}, replication: {target: other, failureDomain: rome}, minio: {site: dc1, image: 'registry.example.net/minio:1', clientImage: 'registry.example.net/mc:1', form: tenant, servers: 3, volumesPerServer: 1}}]"
      ),
    ],
    good: [
      .init(
        "objectStores: [{id: store, kind: inClusterMinIO, caSecret: c, capacity: {total: 1Ti}, replication: {target: other, failureDomain: rome}, minio: {site: dc1, image: 'registry.example.net/minio:1', clientImage: 'registry.example.net/mc:1', form: tenant, servers: 3, volumesPerServer: 2}}]"
      )
    ])

  func check(_ topology: Topology, into findings: inout Findings) {
    for store in topology.objectStores {
      guard store.kind.value != .enterprise, let minio = store.minio else { continue }
      let total = minio.servers.value * minio.volumesPerServer.value
      let servers = minio.servers.value
      guard (servers == 2 && total < 4) || (servers == 3 && total < 6) else { continue }
      findings.report(
        Diagnostic(
          Self.info, "\(servers) servers with \(total) volumes are rejected",
          at: minio.servers.span
        ).help("use two volumes per server, or four servers"))
    }
  }
}
