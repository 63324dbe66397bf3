import Diagnostics
import TopologyModel

/// OBJ-019.
struct DriveFileSystemRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 519, "drive-file-system", .warning,
    summary: "MinIO's drives use a file system that MinIO advises against.",
    why: "NFS lacks guarantees that MinIO relies on, and ext4 is slow with many objects.",
    sources: [
      .catalogue("OBJ-019"),
      .document(
        "MinIO, hardware checklist",
        "https://docs.min.io/community/minio-object-store/operations/checklists/hardware.html"),
    ], isWaivable: true,
    bad: [
      .init(
        "objectStores: [{id: store, kind: inClusterMinIO, caSecret: c, capacity: {total: 1Ti}, replication: {target: other, failureDomain: rome}, minio: {site: dc1, image: 'registry.example.net/minio:1', clientImage: 'registry.example.net/mc:1', filesystem: nfs}}]"
      )
    ],
    good: [
      .init(
        "objectStores: [{id: store, kind: inClusterMinIO, caSecret: c, capacity: {total: 1Ti}, replication: {target: other, failureDomain: rome}, minio: {site: dc1, image: 'registry.example.net/minio:1', clientImage: 'registry.example.net/mc:1', filesystem: xfs}}]"
      )
    ])

  func check(_ topology: Topology, into findings: inout Findings) {
    for store in topology.objectStores {
      guard let filesystem = store.minio?.filesystem, [.nfs, .ext4].contains(filesystem.value)
      else { continue }
      findings.report(
        Diagnostic(
          Self.info, "drives of `\(store.id.value)` use \(filesystem.value.rawValue)",
          at: filesystem.span
        ).help("use xfs on local drives"))
    }
  }
}
