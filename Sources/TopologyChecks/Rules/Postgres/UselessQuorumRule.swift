import Diagnostics
import TopologyModel

/// PG-006.
struct UselessQuorumRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 306, "useless-quorum",
    summary: "Quorum-based failover is enabled without synchronous replication.",
    why: "CloudNativePG rejects it: without standbys, there is no quorum.",
    sources: [
      .catalogue("PG-006"),
      .cloudNativePGSource("cluster webhook", "internal/webhook/v1/cluster_webhook.go"),
    ],
    isWaivable: true,
    bad: [
      .init(
        "postgres: {synchronous: {number: 0, failoverQuorum: true}}")
    ],
    good: [
      .init(
        "postgres: {synchronous: {number: 0, failoverQuorum: false}}")
    ])

  func check(_ topology: Topology, into findings: inout Findings) {
    for site in topology.sites {
      let settings = site.postgres.synchronous
      guard settings.failoverQuorum.span != nil, settings.failoverQuorum.value,
        settings.number.value == 0
      else { continue }
      findings.report(
        Diagnostic(
          Self.info, "`failoverQuorum` requires synchronous standbys",
          at: settings.failoverQuorum.span
        )
        .help("set `synchronous.number`, or `failoverQuorum: false`"), site: site)
    }
  }
}
