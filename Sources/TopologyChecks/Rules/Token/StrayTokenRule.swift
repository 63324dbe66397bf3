import Diagnostics
import TopologyModel

/// TOK-006.
struct StrayTokenRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 406, "stray-token",
    summary: "A promotion token is set in a phase that does not promote.",
    why: "If it stays, the next demotion is rejected, and other controllers may use it again.",
    sources: [.catalogue("TOK-006"), .issue("cloudnative-pg/cloudnative-pg", 9273)],
    bad: [
      .init(
        "operation: {switchover: {from: dc1, to: dc2, phase: demote, token: 'eyJkYXRhYmFzZVN5c3RlbUlkZW50aWZpZXIiOiI3NDMxMTkwNDM4OTMyMDEzMDc3IiwibGF0ZXN0Q2hlY2twb2ludFRpbWVsaW5lSUQiOiIxIiwibGF0ZXN0Q2hlY2twb2ludFJFRE9Mb2NhdGlvbiI6IjAvQTAwMDAyOCIsInJlZG9XYWxGaWxlIjoiMDAwMDAwMDEwMDAwMDAwMDAwMDAwMDBBIiwidGltZU9mTGF0ZXN0Q2hlY2twb2ludCI6IjIwMjYtMTEtMjBUMTA6MTU6MDBaIiwib3BlcmF0b3JWZXJzaW9uIjoiMS4zMC4wIn0='}}"
      )
    ],
    good: [
      .init(
        "operation: {switchover: {from: dc1, to: dc2, phase: promote, token: 'eyJkYXRhYmFzZVN5c3RlbUlkZW50aWZpZXIiOiI3NDMxMTkwNDM4OTMyMDEzMDc3IiwibGF0ZXN0Q2hlY2twb2ludFRpbWVsaW5lSUQiOiIxIiwibGF0ZXN0Q2hlY2twb2ludFJFRE9Mb2NhdGlvbiI6IjAvQTAwMDAyOCIsInJlZG9XYWxGaWxlIjoiMDAwMDAwMDEwMDAwMDAwMDAwMDAwMDBBIiwidGltZU9mTGF0ZXN0Q2hlY2twb2ludCI6IjIwMjYtMTEtMjBUMTA6MTU6MDBaIiwib3BlcmF0b3JWZXJzaW9uIjoiMS4zMC4wIn0='}}"
      )
    ])

  func check(_ topology: Topology, into findings: inout Findings) {
    guard let move = topology.operation.switchover, let token = move.token,
      move.phase.value != .promote, move.phase.value != .abort
    else { return }
    findings.report(
      Diagnostic(
        Self.info, "a token is not allowed in phase `\(move.phase.value.rawValue)`", at: token.span
      ).label(move.phase.span, "this phase").help("remove `token`"))
  }
}
