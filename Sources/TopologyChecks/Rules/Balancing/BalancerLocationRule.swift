import Diagnostics
import TopologyModel

/// LB-005 and LB-006.
struct BalancerLocationRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 805, "balancers-in-one-location",
    summary: "All nodes of the global load balancer are in one failure domain.",
    why: "If it is lost, no node is left to send users anywhere.",
    sources: [.catalogue("LB-005"), .catalogue("LB-006")], isWaivable: true,
    bad: [
      .init(
        """
        globalLB:
          nodes:
            - {name: lb1, location: frankfurt, address: 10.1.0.10}
            - {name: lb2, location: frankfurt, address: 10.1.0.11}
        """)
    ],
    good: [.init("globalLB: {httpsPort: 8443}")])

  func check(_ topology: Topology, into findings: inout Findings) {
    let nodes = topology.globalLB.nodes
    guard nodes.count > 1, let first = nodes.first, let last = nodes.last,
      nodes.allSatisfy({ $0.location == first.location })
    else { return }
    let isActive = topology.activeSite?.failureDomain == first.location
    findings.report(
      Diagnostic(
        Self.info,
        "every load balancer node is in `\(first.location.value)`"
          + (isActive ? ", as is the active site" : ""),
        at: last.location.span
      ).label(first.location.span, "the first node").help("move a node to another location"))
  }
}
