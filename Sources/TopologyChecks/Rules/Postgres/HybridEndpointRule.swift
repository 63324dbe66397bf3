import Diagnostics
import TopologyModel

/// PG-032.
struct HybridEndpointRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 332, "hybrid-without-endpoint",
    summary: "Sites stream from each other, but one has no streaming endpoint.",
    why: "The site could be replicated only from its archive, which is not what was requested.",
    sources: [.cloudNativePG("replica clusters", "replica_cluster/")], isWaivable: false,
    bad: [.init("postgres: {replication: hybrid}")],
    good: [.init("postgres: {replication: archive}")])

  func check(_ topology: Topology, into findings: inout Findings) {
    for site in topology.sites where site.postgres.streamingEndpoint == nil {
      let asking = topology.sites.first {
        $0.postgres.replication.value == .hybrid || $0.postgres.bootstrap.value == .pgBasebackup
      }
      guard let asking else { return }
      let isHybrid = asking.postgres.replication.value == .hybrid
      let cause = isHybrid ? asking.postgres.replication.span : asking.postgres.bootstrap.span
      findings.report(
        Diagnostic(
          Self.info, "`\(site.id.value)` has no `streamingEndpoint` for its peers", at: site.id.span
        ).label(
          cause, isHybrid ? "streaming is requested here" : "a site is cloned by streaming here"
        )
        .help("set `postgres.streamingEndpoint` in the site, or `replication: archive`"),
        site: site)
    }
  }
}
