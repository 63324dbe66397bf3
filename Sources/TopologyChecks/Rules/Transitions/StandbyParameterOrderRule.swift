import Diagnostics
import TopologyModel
import YAMLSyntax

/// PG-054.
struct StandbyParameterOrderRule: TransitionRule {
  static let info = RuleInfo(
    .topology, 354, "standby-parameter-order",
    summary: "A parameter that standbys depend on changes on all sites in one commit.",
    why:
      "Sites apply a commit at different times; a standby with a lower value than its primary stops replaying.",
    sources: [
      .catalogue("PG-054"),
      .document(
        "PostgreSQL 16, hot standby", "https://www.postgresql.org/docs/16/hot-standby.html"),
      .issue("cloudnative-pg/cloudnative-pg", 7491),
    ],
    bad: [
      .init("postgres: {parameters: {max_connections: '400'}}", previous: ["{}"])
    ],
    good: [
      .init(
        "sites: [{id: dc2, postgres: {parameters: {max_connections: '400'}}}]", previous: ["{}"])
    ])

  func check(_ change: TopologyChange, into findings: inout Findings) {
    guard let active = change.topology.activeSite,
      change.previous.site(active.id.value) != nil
    else { return }
    func held(_ name: String, _ site: Site) -> Int? {
      change.previous.fact(.parameter, of: site.id.value, key: name).flatMap { Int($0) }
        ?? Self.defaults[name]
    }
    for name in LockFact.standbyParameters {
      guard let now = active.postgres.parameter(name), let new = Int(now.value) else { continue }
      guard new > held(name, active) ?? new else { continue }
      for site in change.topology.sites where site.role.value == .passive {
        guard change.previous.site(site.id.value) != nil, let held = held(name, site), held < new
        else { continue }
        findings.report(
          Diagnostic(
            Self.info,
            "`\(name)` rises to \(new) on `\(active.id.value)` while `\(site.id.value)` still runs with \(held)",
            at: now.span ?? active.span
          ).help("raise it on the passive sites first, and on the active site in the next commit"),
          site: active)
        break
      }
    }
  }

  /// PostgreSQL 16's defaults, and ours for connections.
  private static let defaults = [
    "max_connections": PostgresSettings.defaultMaxConnections, "max_worker_processes": 32,
    "max_wal_senders": 10, "max_prepared_transactions": 0, "max_locks_per_transaction": 64,
  ]
}
