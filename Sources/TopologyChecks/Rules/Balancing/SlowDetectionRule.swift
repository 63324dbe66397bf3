import Diagnostics
import TopologyModel

/// LB-013.
struct SlowDetectionRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 813, "slow-detection", .warning,
    summary: "The load balancer needs longer to see a dead site than a tenth of the RTO.",
    why:
      "Three checks three seconds apart, that is nine seconds, are spent before anybody is told.",
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
      Diagnostic(Self.info, "nine seconds of an RTO of \(rto.value) go by unnoticed", at: rto.span)
        .help("no operation by people fits into this RTO"))
  }
}
