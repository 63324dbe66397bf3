import Diagnostics
import TopologyModel

/// TOK-005.
struct ReusedTokenRule: TransitionRule {
  static let info = RuleInfo(
    .topology, 405, "reused-token",
    summary: "The promotion token was used by an earlier operation.",
    why:
      "A token tells a replica how far to replay; an old token is no longer valid.",
    sources: [.catalogue("TOK-005"), .issue("documentdb/documentdb-kubernetes-operator", 375)],
    bad: [
      .init(
        "sites: [{id: dc1, role: passive}, {id: dc2, role: active}]\noperation: {switchover: {from: dc2, to: dc1, phase: promote, token: 'eyJkYXRhYmFzZVN5c3RlbUlkZW50aWZpZXIiOiI3NDMxMTkwNDM4OTMyMDEzMDc3IiwibGF0ZXN0Q2hlY2twb2ludFRpbWVsaW5lSUQiOiIxIiwibGF0ZXN0Q2hlY2twb2ludFJFRE9Mb2NhdGlvbiI6IjAvQTAwMDAyOCIsInJlZG9XYWxGaWxlIjoiMDAwMDAwMDEwMDAwMDAwMDAwMDAwMDBBIiwidGltZU9mTGF0ZXN0Q2hlY2twb2ludCI6IjIwMjYtMTEtMjBUMTA6MTU6MDBaIiwib3BlcmF0b3JWZXJzaW9uIjoiMS4zMC4wIn0='}}",
        previous: [
          "{}", "operation: {switchover: {from: dc1, to: dc2, phase: quiesce}}",
          "operation: {switchover: {from: dc1, to: dc2, phase: demote}}",
          "operation: {switchover: {from: dc1, to: dc2, phase: promote, token: 'eyJkYXRhYmFzZVN5c3RlbUlkZW50aWZpZXIiOiI3NDMxMTkwNDM4OTMyMDEzMDc3IiwibGF0ZXN0Q2hlY2twb2ludFRpbWVsaW5lSUQiOiIxIiwibGF0ZXN0Q2hlY2twb2ludFJFRE9Mb2NhdGlvbiI6IjAvQTAwMDAyOCIsInJlZG9XYWxGaWxlIjoiMDAwMDAwMDEwMDAwMDAwMDAwMDAwMDBBIiwidGltZU9mTGF0ZXN0Q2hlY2twb2ludCI6IjIwMjYtMTEtMjBUMTA6MTU6MDBaIiwib3BlcmF0b3JWZXJzaW9uIjoiMS4zMC4wIn0='}}",
          "sites: [{id: dc1, role: passive}, {id: dc2, role: active}]\noperation: {switchover: {from: dc1, to: dc2, phase: finish}}",
          "sites: [{id: dc1, role: passive}, {id: dc2, role: active}]",
          "sites: [{id: dc1, role: passive}, {id: dc2, role: active}]\noperation: {switchover: {from: dc2, to: dc1, phase: quiesce}}",
          "sites: [{id: dc1, role: passive}, {id: dc2, role: active}]\noperation: {switchover: {from: dc2, to: dc1, phase: demote}}",
        ])
    ],
    good: [
      .init(
        "operation: {switchover: {from: dc1, to: dc2, phase: promote, token: 'eyJkYXRhYmFzZVN5c3RlbUlkZW50aWZpZXIiOiI3NDMxMTkwNDM4OTMyMDEzMDc3IiwibGF0ZXN0Q2hlY2twb2ludFRpbWVsaW5lSUQiOiIxIiwibGF0ZXN0Q2hlY2twb2ludFJFRE9Mb2NhdGlvbiI6IjAvQTAwMDAyOCIsInJlZG9XYWxGaWxlIjoiMDAwMDAwMDEwMDAwMDAwMDAwMDAwMDBBIiwidGltZU9mTGF0ZXN0Q2hlY2twb2ludCI6IjIwMjYtMTEtMjBUMTA6MTU6MDBaIiwib3BlcmF0b3JWZXJzaW9uIjoiMS4zMC4wIn0='}}",
        previous: [
          "{}", "operation: {switchover: {from: dc1, to: dc2, phase: quiesce}}",
          "operation: {switchover: {from: dc1, to: dc2, phase: demote}}",
          "operation: {switchover: {from: dc1, to: dc2, phase: promote, token: 'eyJkYXRhYmFzZVN5c3RlbUlkZW50aWZpZXIiOiI3NDMxMTkwNDM4OTMyMDEzMDc3IiwibGF0ZXN0Q2hlY2twb2ludFRpbWVsaW5lSUQiOiIxIiwibGF0ZXN0Q2hlY2twb2ludFJFRE9Mb2NhdGlvbiI6IjAvQTAwMDAyOCIsInJlZG9XYWxGaWxlIjoiMDAwMDAwMDEwMDAwMDAwMDAwMDAwMDBBIiwidGltZU9mTGF0ZXN0Q2hlY2twb2ludCI6IjIwMjYtMTEtMjBUMTA6MTU6MDBaIiwib3BlcmF0b3JWZXJzaW9uIjoiMS4zMC4wIn0='}}",
        ])
    ])

  func check(_ change: TopologyChange, into findings: inout Findings) {
    guard let text = change.topology.operation.switchover?.token else { return }
    let hash = SHA256.hex(Array(text.value.utf8))
    guard let used = change.previous.tokens.first(where: { $0.sha256.value == hash }) else {
      return
    }
    // The same step may be built again.
    let isSameStep =
      used.sequence.value == change.previous.sequence
      && DeploymentState.Core(change.topology) == change.before.core
    guard !isSameStep else { return }
    findings.report(
      Diagnostic(
        Self.info, "the token was already used by change \(used.sequence.value) of the lock file",
        at: text.span
      ).help("read the token of this demotion from the Cluster of the site that was demoted"))
  }
}
