import Diagnostics
import TopologyModel
import YAMLSyntax

/// PG-019.
struct HotStandbyParameterRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 319, "hot-standby-parameter",
    summary: "A parameter is lower in a replica site than in the active site.",
    why: "Recovery stops when the primary's value is higher than the standby's.",
    sources: [
      .catalogue("PG-019"),
      .document(
        "PostgreSQL 18, section 26.4.3", "https://www.postgresql.org/docs/18/hot-standby.html"),
      .issue("cloudnative-pg/cloudnative-pg", 7491),
    ],
    bad: [
      .init(
        "{postgres: {parameters: {max_connections: '400'}}, sites: [{id: dc2, postgres: {parameters: {max_connections: '200'}}}]}"
      )
    ],
    good: [.init("postgres: {parameters: {max_connections: '400'}}")])

  /// Parameters and their values when unset: of CloudNativePG 1.30 (max_worker_processes), of this
  /// compiler (max_connections), of PostgreSQL 18 (the others).
  private static let defaults = [
    ("max_connections", PostgresSettings.defaultMaxConnections), ("max_prepared_transactions", 0),
    ("max_locks_per_transaction", 64),
    ("max_wal_senders", 10), ("max_worker_processes", 32),
  ]

  func check(_ topology: Topology, into findings: inout Findings) {
    guard let active = topology.activeSite else { return }
    for site in topology.peers(of: active) {
      for (name, standard) in Self.defaults {
        let needed = value(name, active) ?? Located(standard)
        let own = value(name, site) ?? Located(standard)
        guard own.value < needed.value else { continue }
        findings.report(
          Diagnostic(
            Self.info,
            "`\(name)` is \(own.value) in `\(site.id.value)`, but \(needed.value) in the "
              + "active site",
            at: own.span ?? site.id.span
          ).label(needed.span, "the active site's value")
            .note("apply the change to the passive sites before the active site"), site: site)
      }
    }
  }

  private func value(_ name: String, _ site: Site) -> Located<Int>? {
    site.postgres.parameter(name).flatMap { written in
      Int(written.value).map { Located($0, at: written.span) }
    }
  }
}
