import Diagnostics
import TopologyModel

/// LB-022.
struct LongLivedRecordRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 822, "long-lived-record", .warning,
    summary: "DNS records live longer than a quarter of the RTO.",
    why: "Users keep connecting to a lost location.",
    sources: [.catalogue("LB-022")], isWaivable: true,
    bad: [
      .init(
        "objectives: {rto: 1h}\nglobalLB: {ha: {dnsTTL: 30m}}")
    ],
    good: [
      .init(
        "objectives: {rto: 1h}\nglobalLB: {ha: {dnsTTL: 60s}}")
    ])

  func check(_ topology: Topology, into findings: inout Findings) {
    guard let ttl = topology.globalLB.ha?.dnsTTL, let rto = topology.objectives.rto,
      ttl.value.seconds * 4 > rto.value.seconds
    else { return }
    findings.report(
      Diagnostic(
        Self.info, "records live for \(ttl.value), but the RTO is \(rto.value)", at: ttl.span
      ).help("lower the TTL to a minute"))
  }
}
