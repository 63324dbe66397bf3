import Diagnostics
import TopologyModel

/// Section 2.8.
struct RecoveryTargetRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 128, "unclear-recovery-target",
    summary: "A recovery has no target, several, or one that CloudNativePG does not accept.",
    why:
      "Recovering to the wrong target loses data; a rejected target costs time.",
    sources: [
      .cloudNativePG("recovery", "recovery/"),
      .cloudNativePG("recovery, recoveryTarget", "recovery/#point-in-time-recovery-pitr"),
    ],
    bad: [
      .init("operation: {rollback: {site: dc1, target: {}}}"),
      .init("operation: {rollback: {site: dc1, target: {time: '2026-11-20T10:00:00Z', lsn: 0/1}}}"),
      .init("operation: {inspection: {site: dc2, name: t1, target: {xid: '1234'}}}"),
      .init("operation: {inspection: {site: dc2, name: t1, target: {time: '2026-11-20 10:00'}}}"),
      .init("operation: {inspection: {site: dc2, name: t1, target: {lsn: '12'}}}"),
      .init(
        "operation: {inspection: {site: dc2, name: t1, target: {lsn: 0/1A, timeline: newest}}}"),
    ],
    good: [
      .init(
        "operation: {rollback: {site: dc1, target: {time: '2026-11-20T10:00:00+01:00', timeline: latest}}}"
      ),
      .init(
        "operation: {inspection: {site: dc2, name: t1, target: {xid: '1234', backupID: 20261119T023000}}}"
      ),
    ])

  func check(_ topology: Topology, into findings: inout Findings) {
    if let rollback = topology.operation.rollback {
      check(rollback.target, rollback.span, &findings)
    }
    if let inspection = topology.operation.inspection {
      check(inspection.target, inspection.span, &findings)
    }
  }

  private func check(
    _ target: RecoveryTarget, _ outer: SourceSpan?, _ findings: inout Findings
  ) {
    let span = target.span ?? outer
    func report(_ message: String, at place: SourceSpan?, _ help: String) {
      findings.report(Diagnostic(Self.info, message, at: place ?? span).help(help))
    }
    let moments = target.moments
    if moments.count != 1 {
      report(
        moments.isEmpty ? "the recovery has no target" : "the recovery has several targets",
        at: moments.last?.span ?? span, "set exactly one of time, xid, lsn, name and immediate")
    }
    if target.xid != nil || target.name != nil || target.immediate.value, target.backupID == nil {
      report(
        "this target has no time, so CloudNativePG cannot choose the backup",
        at: moments.first?.span, "add `backupID`")
    }
    if let time = target.time, !Self.isTime(time.value) {
      report(
        "`\(time.value)` is not a time with an offset", at: time.span,
        "write it like 2026-11-20T10:00:00Z or 2026-11-20T11:00:00+01:00")
    }
    if let lsn = target.lsn, !Self.isPosition(lsn.value) {
      report("`\(lsn.value)` is not a WAL position", at: lsn.span, "write it like 0/3000060")
    }
    if let xid = target.xid, UInt64(xid.value) == nil {
      report("`\(xid.value)` is not a transaction ID", at: xid.span, "write digits only")
    }
    if let name = target.name, !(1..<64).contains(name.value.utf8.count) {
      report("the name of the restore point is too long", at: name.span, "use at most 63 bytes")
    }
    if let timeline = target.timeline, timeline.value != "latest", Int(timeline.value) ?? 0 < 1 {
      report(
        "`\(timeline.value)` is not a timeline", at: timeline.span,
        "use `latest` or a number from 1"
      )
    }
  }

  private static func isPosition(_ text: String) -> Bool {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    return parts.count == 2 && parts.allSatisfy { UInt32($0, radix: 16) != nil }
  }

  /// RFC 3339 with `T`, seconds and an offset.
  private static func isTime(_ text: String) -> Bool {
    let parts = text.split(separator: "T", omittingEmptySubsequences: false)
    guard parts.count == 2, CalendarDate(String(parts[0])) != nil else { return false }
    var clock = parts[1]
    if clock.last == "Z" {
      clock = clock.dropLast()
    } else if clock.count > 6, clock.suffix(6).first == "+" || clock.suffix(6).first == "-" {
      let offset = clock.suffix(5).split(separator: ":", omittingEmptySubsequences: false)
      guard offset.count == 2, offset.allSatisfy({ $0.count == 2 && Int($0) != nil }) else {
        return false
      }
      clock = clock.dropLast(6)
    } else {
      return false
    }
    let fraction = clock.split(separator: ".", omittingEmptySubsequences: false)
    guard let time = fraction.first, fraction.count <= 2 else { return false }
    if fraction.count == 2, fraction[1].isEmpty || !fraction[1].allSatisfy(\.isNumber) {
      return false
    }
    let fields = time.split(separator: ":", omittingEmptySubsequences: false)
    guard fields.count == 3, fields.allSatisfy({ $0.count == 2 }) else { return false }
    let limits = [23, 59, 59]
    return zip(fields, limits).allSatisfy { field, limit in
      Int(field).map { (0...limit).contains($0) } ?? false
    }
  }
}
