import Diagnostics
import TopologyModel

/// OBJ-011.
struct LockOverRetentionRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 511, "lock-over-retention", .warning,
    summary: "Objects are locked for longer than backups are kept.",
    why: "Deletions fail, and delete markers accumulate.",
    sources: [.catalogue("OBJ-011"), .issue("EnterpriseDB/barman", 1195)], isWaivable: true,
    bad: [
      .init(
        "objectStores: [{id: store, objectLock: {mode: GOVERNANCE, days: 60}}]")
    ],
    good: [
      .init(
        "objectStores: [{id: store, objectLock: {mode: GOVERNANCE, days: 14}}]")
    ])

  func check(_ topology: Topology, into findings: inout Findings) {
    for store in topology.objectStores {
      guard let lock = store.objectLock else { continue }
      let kept = topology.sites.filter { site in
        store.buckets.contains { $0.site.value == site.id.value && $0.purpose.value == .postgres }
      }.map(\.postgres.backup.retention.value.days).min()
      guard let kept, lock.days.value > kept else { continue }
      findings.report(
        Diagnostic(
          Self.info, "objects are locked for \(lock.days.value) days, backups are kept \(kept)",
          at: lock.days.span
        ).help("lock for less than the retention, or keep backups longer"))
    }
  }
}
