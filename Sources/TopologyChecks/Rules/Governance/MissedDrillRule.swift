import Diagnostics
import TopologyModel

/// OPS-01.
struct MissedDrillRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 901, "missed-drill", .warning,
    summary: "No drill is recorded, or the last one is overdue.",
    why: "A procedure that was not practised for half a year may not work.",
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
          Self.info, "`drills.\(field)` is not set", at: drills.span ?? topology.name.span
        )
        .help("run the drill (runbooks/backup-drill.md, runbooks/dr-drill.md) and record its date"))
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
          "the last drill was \(asOf.dayNumber - last.value.dayNumber) days ago; it is due every \(every.value)",
          at: last.span
        ).help("run it, and record its date"))
    }
  }
}
