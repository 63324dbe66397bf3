import Diagnostics
import TopologyModel

/// PG-004 and PG-006.
struct SynchronousNumberRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 304, "impossible-synchronous-number",
    summary: "More synchronous standbys are requested than the Cluster has.",
    why: "CloudNativePG's webhook rejects the Cluster: no write could ever be confirmed.",
    sources: [
      .catalogue("PG-004"),
      .cloudNativePGSource(
        "cluster webhook, validateSynchronousReplicaConfiguration",
        "internal/webhook/v1/cluster_webhook.go"),
    ],
    bad: [.init("postgres: {synchronous: {number: 3}}")],
    good: [.init("postgres: {synchronous: {number: 2}}")])

  func check(_ topology: Topology, into findings: inout Findings) {
    for site in topology.sites {
      let number = site.postgres.synchronous.number
      let instances = site.postgres.instances
      guard number.value < 0 || (number.value >= instances.value && instances.value > 1) else {
        continue
      }
      findings.report(
        Diagnostic(
          Self.info, "\(number.value) synchronous standbys out of \(instances.value) instances",
          at: number.span ?? instances.span
        ).label(number.span == nil ? nil : instances.span, "one of them is the primary")
          .help("set a number below `instances`, usually 1"), site: site)
    }
  }
}
