import Diagnostics
import TopologyModel

/// LB-013.
struct SlowDetectionRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 813, "slow-detection", .warning,
    summary: "Detecting a dead site takes the load balancer more than a tenth of the RTO.",
    why:
      "Three checks three seconds apart take nine seconds before anyone is alerted.",
    sources: [.catalogue("LB-013")], isWaivable: true,
    bad: [
      .init(
        "objectives: {rto: 60s}")
    ],
    good: [
      .init(
        "objectives: {rto: 2h}")
    ])

  func check(_ topology: Topology, into findings: inout Findings) {
    guard let rto = topology.objectives.rto, rto.value.seconds < 90 else { return }
    findings.report(
      Diagnostic(
        Self.info,
        "nine seconds of an RTO of \(rto.value) pass before the site is known to be down",
        at: rto.span
      )
      .help("a manual operation cannot meet this RTO"))
  }
}
