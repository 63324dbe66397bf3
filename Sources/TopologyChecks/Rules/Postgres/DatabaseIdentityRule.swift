import Diagnostics
import TopologyModel

/// PG-036.
struct DatabaseIdentityRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 336, "database-identity-skew",
    summary: "Sites name different databases.",
    why:
      "A replica has the primary's database; after a promotion Infisical would look for a different one.",
    sources: [.catalogue("PG-036")],
    bad: [.init("sites: [{id: dc2, postgres: {database: secrets}}]")],
    good: [.init("postgres: {database: secrets}")])

  func check(_ topology: Topology, into findings: inout Findings) {
    guard let first = topology.sites.first else { return }
    for site in topology.sites.dropFirst() where site.postgres.database != first.postgres.database {
      findings.report(
        Diagnostic(
          Self.info,
          "`\(site.id.value)` uses the database `\(site.postgres.database.value)`, "
            + "`\(first.id.value)` uses `\(first.postgres.database.value)`",
          at: site.postgres.database.span ?? site.id.span
        ).label(first.postgres.database.span, "the other name")
          .help("set `database` at the top of the document only"), site: site)
    }
  }
}
