import Diagnostics
import TopologyModel

/// PG-001.
struct InstanceCountRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 301, "too-few-instances", .warning,
    summary: "A site has too few PostgreSQL instances for its role.",
    why:
      "Without a standby, losing a node stops the site, and a promoted site starts without redundancy.",
    sources: [.catalogue("PG-001")], isWaivable: true,
    bad: [.init("postgres: {instances: 1}")],
    good: [.init("postgres: {instances: 3}")])

  func check(_ topology: Topology, into findings: inout Findings) {
    for site in topology.sites {
      let count = site.postgres.instances
      let wanted = site.role.value == .active ? 3 : 2
      // What is out of range altogether has a finding of its own.
      guard (1..<wanted).contains(count.value) else { continue }
      findings.report(
        Diagnostic(
          Self.info,
          "\(count.value) PostgreSQL \(count.value == 1 ? "instance" : "instances") in `\(site.id.value)`, which is fewer than \(wanted)",
          at: count.span
        ).help("write `instances: 3`"), site: site)
    }
  }
}
