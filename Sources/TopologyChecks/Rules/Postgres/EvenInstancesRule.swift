import Diagnostics
import TopologyModel

/// PG-002.
struct EvenInstancesRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 302, "even-instances", .warning,
    summary: "An even number of PostgreSQL instances.",
    why: "It wins no quorum over one less, and plans of anti-affinity expect odd sets.",
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
          Self.info, "\(site.postgres.instances.value) instances are even",
          at: site.postgres.instances.span ?? site.id.span
        )
        .help("take one more, or one less"), site: site)
    }
  }
}
