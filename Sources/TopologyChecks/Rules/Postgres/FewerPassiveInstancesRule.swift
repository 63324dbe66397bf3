import Diagnostics
import TopologyModel

/// PG-003.
struct FewerPassiveInstancesRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 303, "fewer-passive-instances", .warning,
    summary: "A passive site has fewer PostgreSQL instances than the active one.",
    why: "After a failover, the service is less redundant than before, at the worst time.",
    sources: [.catalogue("PG-003")], isWaivable: true,
    bad: [
      .init(
        "sites: [{id: dc2, postgres: {instances: 2}}]")
    ],
    good: [
      .init(
        "postgres: {instances: 5}")
    ])

  func check(_ topology: Topology, into findings: inout Findings) {
    guard let active = topology.activeSite else { return }
    for site in topology.sites {
      guard site.role.value == .passive,
        site.postgres.instances.value < active.postgres.instances.value
      else { continue }
      findings.report(
        Diagnostic(
          Self.info,
          "`\(site.id.value)` has \(site.postgres.instances.value) instances, but the active site has \(active.postgres.instances.value)",
          at: site.postgres.instances.span ?? site.id.span
        )
        .help("set the same number"), site: site)
    }
  }
}
