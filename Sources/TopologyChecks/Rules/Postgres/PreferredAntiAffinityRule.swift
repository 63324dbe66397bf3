import Diagnostics
import TopologyModel

/// PG-011.
struct PreferredAntiAffinityRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 311, "preferred-anti-affinity", .warning,
    summary: "Instances of the active site may share a node.",
    why: "One node may then hold every copy.",
    sources: [.catalogue("PG-011")], isWaivable: true,
    bad: [
      .init(
        "sites: [{id: dc1, postgres: {placement: {antiAffinity: preferred}}}]")
    ],
    good: [
      .init(
        "sites: [{id: dc2, postgres: {placement: {antiAffinity: preferred}}}]")
    ])

  func check(_ topology: Topology, into findings: inout Findings) {
    for site in topology.sites {
      guard site.role.value == .active, site.postgres.placement.antiAffinity.value == .preferred
      else { continue }
      findings.report(
        Diagnostic(
          Self.info, "instances of `\(site.id.value)` may share a node",
          at: site.postgres.placement.antiAffinity.span ?? site.id.span
        )
        .help("set `antiAffinity: required`"), site: site)
    }
  }
}
