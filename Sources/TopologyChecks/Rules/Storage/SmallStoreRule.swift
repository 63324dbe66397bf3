import Diagnostics
import TopologyModel

/// OBJ-016.
struct SmallStoreRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 516, "small-store", .warning,
    summary: "A store is smaller than the data that it will hold.",
    why: "It fills up before the first backup expires.",
    sources: [.catalogue("OBJ-016")], isWaivable: true,
    bad: [
      .init(
        "postgres: {databaseSize: 100Gi, walPerDay: 20Gi}\nobjectStores: [{id: store, capacity: {total: 500Gi}}]"
      )
    ],
    good: [
      .init(
        "postgres: {databaseSize: 10Gi, walPerDay: 1Gi}\nobjectStores: [{id: store, capacity: {total: 2Ti}}]"
      )
    ])

  func check(_ topology: Topology, into findings: inout Findings) {
    for store in topology.objectStores {
      guard let capacity = store.capacity else { continue }
      var needed = 0
      for site in topology.sites {
        guard
          store.buckets.contains(where: {
            $0.site.value == site.id.value && $0.purpose.value == .postgres
          }), let size = site.postgres.databaseSize, let wal = site.postgres.walPerDay,
          let gap = site.postgres.backup.schedule.value.longestGap
        else { continue }
        let days = site.postgres.backup.retention.value.days
        needed += size.value.units * (days * 86400 / gap + 1) + wal.value.units * days
      }
      guard needed > capacity.total.value.units else { continue }
      findings.report(
        Diagnostic(
          Self.info,
          "archives in `\(store.id.value)` will need about \(needed >> 30) Gi, but it has \(capacity.total.value)",
          at: capacity.total.span
        ).help("expand it, or reduce the retention or the schedule; compression is not counted"))
    }
  }
}
