import Diagnostics
import TopologyModel

/// PG-005.
struct AsynchronousSiteRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 305, "asynchronous-site", .warning,
    summary: "Several instances without synchronous replication.",
    why: "Losing a node can then lose commits that were confirmed to users.",
    sources: [
      .catalogue("PG-005"),
      .cloudNativePGSource("cluster webhook", "internal/webhook/v1/cluster_webhook.go"),
    ],
    isWaivable: true,
    bad: [
      .init(
        "postgres: {synchronous: {number: 0}}")
    ],
    good: [
      .init(
        "postgres: {synchronous: {number: 1}}")
    ])

  func check(_ topology: Topology, into findings: inout Findings) {
    for site in topology.sites {
      guard site.postgres.instances.value > 1, site.postgres.synchronous.number.value == 0 else {
        continue
      }
      findings.report(
        Diagnostic(
          Self.info, "commits of `\(site.id.value)` do not wait for a standby",
          at: site.postgres.synchronous.number.span ?? site.id.span
        )
        .help("set `synchronous.number: 1`"), site: site)
    }
  }
}
