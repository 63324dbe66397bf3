import Diagnostics
import TopologyModel

/// PG-008.
struct BlockingDurabilityRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 308, "blocking-durability", .warning,
    summary: "Two instances with required durability: losing one node stops writes.",
    why: "The only standby must confirm every commit; while it is down, no commit can complete.",
    sources: [.catalogue("PG-008")], isWaivable: true,
    bad: [.init("postgres: {instances: 2}")],
    good: [
      .init(
        "postgres: {instances: 2, synchronous: {dataDurability: preferred, failoverQuorum: false}}")
    ])

  func check(_ topology: Topology, into findings: inout Findings) {
    for site in topology.sites {
      let settings = site.postgres
      guard settings.instances.value == 2, settings.synchronous.number.value > 0,
        settings.synchronous.dataDurability.value == .required
      else { continue }
      findings.report(
        Diagnostic(
          Self.info, "with 2 instances, losing one node stops writes", at: settings.instances.span
        ).label(settings.synchronous.dataDurability.span, "every commit waits for a standby")
          .help("set `instances: 3`, or `dataDurability: preferred` and accept its risk"),
        site: site)
    }
  }
}
