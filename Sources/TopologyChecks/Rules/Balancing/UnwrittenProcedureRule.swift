import Diagnostics
import TopologyModel

/// LB-025.
struct UnwrittenProcedureRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 825, "unwritten-procedure",
    summary:
      "The load balancer is managed elsewhere, and its switching procedure is not documented.",
    why: "The runbooks would have a gap in the middle of an incident.",
    sources: [.catalogue("LB-025")], isWaivable: true,
    bad: [
      .init(
        "globalLB: {engine: external, procedure: null}")
    ],
    good: [
      .init(
        "globalLB: {engine: external, procedure: 'https://wiki.example.net/lb'}")
    ])

  func check(_ topology: Topology, into findings: inout Findings) {
    let balancer = topology.globalLB
    guard balancer.engine.value == .external, balancer.procedure == nil else { return }
    findings.report(
      Diagnostic(
        Self.info, "the procedure to switch the load balancer is not documented",
        at: balancer.engine.span
      )
      .help("set `globalLB.procedure`"))
  }
}
