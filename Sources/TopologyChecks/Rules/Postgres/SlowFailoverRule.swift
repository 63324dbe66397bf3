import Diagnostics
import TopologyModel

/// PG-051.
struct SlowFailoverRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 351, "slow-failover", .warning,
    summary: "Delays inside a site use up the RTO.",
    why:
      "A primary that may take an hour to stop, or that must be gone for long before another is promoted, causes an outage of that length.",
    sources: [.catalogue("PG-051")], isWaivable: true,
    bad: [
      .init(
        "postgres: {failoverDelay: 2m}"),
      .init(
        "objectives: {rto: 30m}\npostgres: {switchoverDelay: 1h}"),
    ],
    good: [
      .init(
        "objectives: {rto: 2h}\npostgres: {switchoverDelay: 1h}")
    ])

  func check(_ topology: Topology, into findings: inout Findings) {
    for site in topology.sites {
      let failover = site.postgres.failoverDelay
      if failover.value.seconds > 60 {
        findings.report(
          Diagnostic(
            Self.info, "a failover inside `\(site.id.value)` waits \(failover.value)",
            at: failover.span
          ).help("set `failoverDelay` to a minute at most"), site: site)
      }
      let delay = site.postgres.switchoverDelay
      if let rto = topology.objectives.rto, delay.value > rto.value {
        findings.report(
          Diagnostic(
            Self.info,
            "the old primary of `\(site.id.value)` may take \(delay.value) to stop, but the RTO is \(rto.value)",
            at: delay.span ?? rto.span
          ).help("lower `switchoverDelay`"), site: site)
      }
    }
  }
}
