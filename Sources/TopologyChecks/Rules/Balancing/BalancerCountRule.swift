import Diagnostics
import TopologyModel

/// LB-004.
struct BalancerCountRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 804, "single-balancer",
    summary: "The global load balancer has fewer than two nodes.",
    why: "A single node is a single point of failure for all sites.",
    sources: [
      .catalogue("LB-004"),
      .infisical(
        "reference architecture on Kubernetes (HA)",
        "self-hosting/reference-architectures/on-prem-k8s-ha"),
    ],
    isWaivable: true,
    bad: [.init("globalLB: {nodes: []}")],
    good: [.init("globalLB: {engine: external, nodes: []}")])

  func check(_ topology: Topology, into findings: inout Findings) {
    let balancer = topology.globalLB
    guard balancer.engine.value != .external, balancer.nodes.count < 2 else { return }
    findings.report(
      Diagnostic(
        Self.info, "the load balancer has \(balancer.nodes.count) nodes", at: balancer.engine.span
      ).help("list at least two `nodes`, in two locations"))
  }
}
