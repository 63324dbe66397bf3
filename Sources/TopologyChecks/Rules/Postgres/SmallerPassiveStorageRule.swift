import Diagnostics
import TopologyModel

/// PG-026.
struct SmallerPassiveStorageRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 326, "smaller-passive-storage", .warning,
    summary: "A passive site has smaller volumes than the active one.",
    why: "The copy fills up before the original does.",
    sources: [.catalogue("PG-026")], isWaivable: true,
    bad: [
      .init(
        "sites: [{id: dc2, postgres: {storageSize: 40Gi}}]")
    ],
    good: [
      .init(
        "sites: [{id: dc2, postgres: {storageSize: 60Gi}}]")
    ])

  func check(_ topology: Topology, into findings: inout Findings) {
    guard let active = topology.activeSite else { return }
    for site in topology.sites where site.id != active.id {
      let pairs = [
        ("storageSize", site.postgres.storageSize, active.postgres.storageSize),
        ("walSize", site.postgres.walSize, active.postgres.walSize),
      ]
      for (field, own, wanted) in pairs where own.value.units < wanted.value.units {
        findings.report(
          Diagnostic(
            Self.info,
            "`\(field)` of `\(site.id.value)` is \(own.value), but the active site has \(wanted.value)",
            at: own.span ?? site.id.span
          ).help("set the same size"), site: site)
      }
    }
  }
}
