import Diagnostics
import TopologyModel

/// PG-046.
struct PoolModeRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 346, "transaction-pooling",
    summary: "The pooler shares server connections between transactions.",
    why: "Infisical's migrations and locks need one session from start to end.",
    sources: [.catalogue("PG-046")],
    bad: [.init("postgres: {pooler: {poolMode: transaction}}")],
    good: [.init("postgres: {pooler: {poolMode: session}}")])

  func check(_ topology: Topology, into findings: inout Findings) {
    for site in topology.sites {
      guard let pooler = site.postgres.pooler, pooler.poolMode.value == .transaction else {
        continue
      }
      findings.report(
        Diagnostic(
          Self.info, "Infisical requires session pooling, not `transaction`",
          at: pooler.poolMode.span
        ).help("write `poolMode: session`"), site: site)
    }
  }
}
