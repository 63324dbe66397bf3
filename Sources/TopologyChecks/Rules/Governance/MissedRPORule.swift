import Diagnostics
import TopologyModel

/// OPS-02.
struct MissedRPORule: TopologyRule {
  static let info = RuleInfo(
    .topology, 902, "missed-rpo", .warning,
    summary: "The RPO is shorter than what the topology can achieve.",
    why: "The configuration alone breaks the objective.",
    sources: [.catalogue("OPS-02")], isWaivable: true,
    bad: [
      .init(
        "objectives: {rpo: 5m}")
    ],
    good: [
      .init(
        "objectives: {rpo: 2h}")
    ])

  func check(_ topology: Topology, into findings: inout Findings) {
    guard let active = topology.activeSite else { return }
    guard let rpo = topology.objectives.rpo else { return }
    let upload = topology.objectives.uploadTime.value.seconds
    let database = active.postgres.archiveTimeout.value.seconds + upload
    if database > rpo.value.seconds {
      findings.report(
        Diagnostic(
          Self.info, "PostgreSQL may lose \(database) seconds, but the RPO is \(rpo.value)",
          at: rpo.span
        ).help("lower `archiveTimeout`, or raise the objective"), site: active)
    }
    guard active.redis.restorePolicy.value == .restore,
      let gap = active.redis.backup.schedule.value.longestGap, gap + upload > rpo.value.seconds
    else { return }
    findings.report(
      Diagnostic(
        Self.info, "Redis may lose \(gap + upload) seconds of jobs, but the RPO is \(rpo.value)",
        at: rpo.span
      ).help("back up Redis more often, or raise the objective"), site: active)
  }
}
