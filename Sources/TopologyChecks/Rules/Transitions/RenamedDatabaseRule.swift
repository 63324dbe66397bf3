import Diagnostics
import TopologyModel

/// TOPO-019, for the database.
struct RenamedDatabaseRule: TransitionRule {
  static let info = RuleInfo(
    .topology, 359, "renamed-database",
    summary: "`postgres.database` has a different value than in the last build.",
    why:
      "CloudNativePG reads the name only when it creates a Cluster: Infisical would connect to a database that does not exist.",
    sources: [
      .catalogue("TOPO-019"), .cloudNativePG("bootstrap", "bootstrap/"),
    ],
    bad: [.init("postgres: {database: vault}", previous: ["{}"])],
    good: [
      .init("postgres: {database: vault}", previous: ["postgres: {database: vault}"])
    ])

  func check(_ change: TopologyChange, into findings: inout Findings) {
    guard let before = change.previous.fact(.database), let active = change.topology.activeSite,
      active.postgres.database.value.description != before
    else { return }
    findings.report(
      Diagnostic(
        Self.info, "the database was `\(before)` and is `\(active.postgres.database.value)`",
        at: active.postgres.database.span ?? active.span
      ).help(
        "write `\(before)`; a new name needs a new deployment, with the data copied by `pg_dump` and `pg_restore`"
      ), site: active)
  }
}
