import Diagnostics
import TopologyModel

/// PG-001.
struct InstanceCountRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 301, "too-few-instances",
    summary: "A site has no PostgreSQL instance, or too few for its role.",
    why:
      "Without a standby, losing a node stops the site, and a promoted site starts without redundancy.",
    sources: [.catalogue("PG-001")], isWaivable: true,
    bad: [.init("postgres: {instances: 0}"), .init("postgres: {instances: 1}")],
    good: [.init("postgres: {instances: 3}")])

  func check(_ topology: Topology, into findings: inout Findings) {
    for site in topology.sites {
      let count = site.postgres.instances
      let wanted = site.role.value == .active ? 3 : 2
      guard count.value < wanted else { continue }
      var diagnostic = Diagnostic(
        Self.info,
        "\(count.value) PostgreSQL instances in `\(site.id.value)`, which is "
          + (count.value < 1 ? "none" : "fewer than \(wanted)"),
        at: count.span
      ).help("write `instances: 3`")
      diagnostic.severity = count.value < 1 ? .error : .warning
      findings.report(diagnostic, site: site)
    }
  }
}
