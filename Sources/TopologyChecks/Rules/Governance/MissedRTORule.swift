import Diagnostics
import TopologyModel

/// OPS-03.
struct MissedRTORule: TopologyRule {
  static let info = RuleInfo(
    .topology, 903, "missed-rto", .warning,
    summary: "The RTO is shorter than the time limits of the runbook's steps.",
    why: "Two people with a runbook need the time that the steps take.",
    sources: [.catalogue("OPS-03")], isWaivable: true,
    bad: [
      .init(
        "objectives: {rto: 30m}")
    ],
    good: [
      .init(
        "objectives: {rto: 3h}")
    ])

  func check(_ topology: Topology, into findings: inout Findings) {
    guard let active = topology.activeSite else { return }
    guard let rto = topology.objectives.rto else { return }
    let minutes = ProcedureLimits.failoverMinutes(
      restoringRedis: active.redis.restorePolicy.value == .restore)
    guard minutes * 60 > rto.value.seconds else { return }
    findings.report(
      Diagnostic(
        Self.info,
        "the steps of a failover may take \(minutes) minutes, but the RTO is \(rto.value)",
        at: rto.span
      ).help("measure them in a drill, automate the work around them, or raise the objective"))
  }
}
