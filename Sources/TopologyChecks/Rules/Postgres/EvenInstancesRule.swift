import Diagnostics
import TopologyModel

/// PG-002.
struct EvenInstancesRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 302, "even-instances", .warning,
    summary: "An even number of PostgreSQL instances.",
    why:
      "It has no better quorum than one instance fewer, and anti-affinity works best with odd numbers.",
    sources: [.catalogue("PG-002")], isWaivable: true,
    bad: [
      .init(
        "postgres: {instances: 4}")
    ],
    good: [
      .init(
        "postgres: {instances: 5}")
    ])

  func check(_ topology: Topology, into findings: inout Findings) {
    for site in topology.sites {
      guard site.postgres.instances.value > 0, site.postgres.instances.value.isMultiple(of: 2)
      else { continue }
      findings.report(
        Diagnostic(
          Self.info, "\(site.postgres.instances.value) instances is an even number",
          at: site.postgres.instances.span ?? site.id.span
        )
        .help("use one more, or one less"), site: site)
    }
  }
}
