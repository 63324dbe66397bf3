import Diagnostics
import TopologyModel

/// ARC-025.
struct SeldomDrillRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 445, "seldom-drill", .warning,
    summary: "Restores are tested less than once a quarter, or not at all.",
    why: "A backup that was never restored may not be restorable.",
    sources: [.catalogue("ARC-025")], isWaivable: true,
    bad: [
      .init(
        "drills: {restoreEvery: 0s}"),
      .init(
        "drills: {restoreEvery: 365d}"),
    ],
    good: [
      .init(
        "drills: {restoreEvery: 60d}")
    ])

  func check(_ topology: Topology, into findings: inout Findings) {
    let every = topology.drills.restoreEvery
    guard every.value.seconds == 0 || every.value.seconds > 90 * 86400 else { return }
    findings.report(
      Diagnostic(Self.info, "restores are tested every \(every.value)", at: every.span)
        .help("once a month is usual"))
  }
}
