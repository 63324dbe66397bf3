import Diagnostics
import TopologyModel

/// OPS-01.
struct MissedDrillRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 901, "missed-drill", .warning,
    summary: "No drill was written down, or the last is too long ago.",
    why: "A procedure that was not tried for half a year is not known to work.",
    sources: [.catalogue("OPS-01")], isWaivable: true,
    bad: [
      .init(
        "drills: {lastRestore: null}")
    ],
    good: [
      .init(
        "drills: {lastRestore: 2026-11-01}")
    ])

  func check(_ topology: Topology, into findings: inout Findings) {
    let drills = topology.drills
    for (field, day) in [
      ("lastRestore", drills.lastRestore), ("lastSwitchover", drills.lastSwitchover),
    ]
    where day == nil {
      findings.report(
        Diagnostic(
          Self.info, "`drills.\(field)` is not written down", at: drills.span ?? topology.name.span
        )
        .help("do the drill (runbooks/backup-drill.md, runbooks/dr-drill.md) and write its day"))
    }
  }

  /// Whether a drill is overdue on `asOf`; nothing here reads the clock.
  static func check(_ topology: Topology, asOf: CalendarDate, into findings: inout Findings) {
    let drills = topology.drills
    let rows = [
      (drills.lastRestore, drills.restoreEvery), (drills.lastSwitchover, drills.switchoverEvery),
    ]
    for (last, every) in rows {
      guard let last, asOf.dayNumber - last.value.dayNumber > every.value.seconds / 86400 else {
        continue
      }
      findings.report(
        Diagnostic(
          info,
          "the last drill was \(asOf.dayNumber - last.value.dayNumber) days ago, it is due every \(every.value)",
          at: last.span
        ).help("do it, and write its day"))
    }
  }
}
