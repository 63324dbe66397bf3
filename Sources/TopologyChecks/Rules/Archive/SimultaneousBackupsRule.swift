import Diagnostics
import TopologyModel

/// ARC-016.
struct SimultaneousBackupsRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 436, "simultaneous-backups", .note,
    summary: "Base backups of several sites start at the same time.",
    why: "They compete for the network and the store.",
    sources: [.catalogue("ARC-016")], isWaivable: true,
    bad: [
      .init(
        "sites: [{id: dc2, postgres: {backup: {schedule: '0 30 2 * * *'}}}]")
    ],
    good: [
      .init(
        "sites: [{id: dc2, postgres: {backup: {schedule: '0 30 14 * * *'}}}]")
    ])

  func check(_ topology: Topology, into findings: inout Findings) {
    for (first, again) in topology.sites.repeats(by: \.postgres.backup.schedule.value) {
      findings.report(
        Diagnostic(
          Self.info,
          "`\(again.id.value)` and `\(first.id.value)` take their base backups at the same time",
          at: again.postgres.backup.schedule.span ?? again.id.span
        ).help("move one of them by an hour"), site: again)
    }
  }
}
