import Diagnostics
import TopologyModel

/// PG-038.
struct ArchiveOverObjectiveRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 338, "archive-over-objective", .warning,
    summary: "The archive timeout is longer than the RPO.",
    why: "An idle site loses everything written since the last segment.",
    sources: [.catalogue("PG-038")], isWaivable: true,
    bad: [
      .init(
        "objectives: {rpo: 2m, uploadTime: 10s}")
    ],
    good: [
      .init(
        "objectives: {rpo: 5m}")
    ])

  func check(_ topology: Topology, into findings: inout Findings) {
    guard let rpo = topology.objectives.rpo else { return }
    for site in topology.sites {
      guard site.postgres.archiveTimeout.value > rpo.value else { continue }
      findings.report(
        Diagnostic(
          Self.info,
          "WAL of `\(site.id.value)` may stay unarchived for \(site.postgres.archiveTimeout.value), but the RPO is \(rpo.value)",
          at: site.postgres.archiveTimeout.span ?? rpo.span
        )
        .help("lower `archiveTimeout`, or raise the objective"), site: site)
    }
  }
}
