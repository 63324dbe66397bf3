import Diagnostics
import TopologyModel

/// PG-010.
struct UnschedulableInstancesRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 310, "unschedulable-instances",
    summary: "Instances must not share nodes, and there are fewer nodes than instances.",
    why: "The surplus instances stay pending, and the Cluster never becomes healthy.",
    sources: [.catalogue("PG-010")], isWaivable: true,
    bad: [.init("kubernetes: {nodeCount: 2}")],
    good: [.init("kubernetes: {nodeCount: 3}")])

  func check(_ topology: Topology, into findings: inout Findings) {
    for site in topology.sites {
      guard let nodes = site.kubernetes.nodeCount, nodes.value < site.postgres.instances.value,
        site.postgres.placement.antiAffinity.value == .required
      else { continue }
      findings.report(
        Diagnostic(
          Self.info,
          "\(site.postgres.instances.value) instances need as many nodes, "
            + "`\(site.id.value)` has \(nodes.value)",
          at: nodes.span
        ).label(site.postgres.instances.span, "instances")
          .help("add nodes, or set `placement.antiAffinity: preferred`"), site: site)
    }
  }
}
