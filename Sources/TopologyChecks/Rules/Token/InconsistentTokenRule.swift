import Diagnostics
import TopologyModel

/// TOK-003.
struct InconsistentTokenRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 403, "inconsistent-token",
    summary: "The fields of the promotion token contradict each other.",
    why: "It was damaged in transit: the replica would wait for a position that does not exist.",
    sources: [.catalogue("TOK-003")],
    bad: [
      .init(
        "operation: {switchover: {from: dc1, to: dc2, phase: promote, token: 'eyJkYXRhYmFzZVN5c3RlbUlkZW50aWZpZXIiOiI3NDMxMTkwNDM4OTMyMDEzMDc3IiwibGF0ZXN0Q2hlY2twb2ludFRpbWVsaW5lSUQiOiIxIiwibGF0ZXN0Q2hlY2twb2ludFJFRE9Mb2NhdGlvbiI6IjAvQTAwMDAyOCIsInJlZG9XYWxGaWxlIjoiMDAwMDAwMDIwMDAwMDAwMDAwMDAwMDBBIiwidGltZU9mTGF0ZXN0Q2hlY2twb2ludCI6IjIwMjYtMTEtMjBUMTA6MTU6MDBaIiwib3BlcmF0b3JWZXJzaW9uIjoiMS4zMC4wIn0='}}"
      ),
      .init(
        "operation: {switchover: {from: dc1, to: dc2, phase: promote, token: 'eyJkYXRhYmFzZVN5c3RlbUlkZW50aWZpZXIiOiI3NDMxMTkwNDM4OTMyMDEzMDc3IiwibGF0ZXN0Q2hlY2twb2ludFRpbWVsaW5lSUQiOiIxIiwibGF0ZXN0Q2hlY2twb2ludFJFRE9Mb2NhdGlvbiI6IjAvQjAwMDAyOCIsInJlZG9XYWxGaWxlIjoiMDAwMDAwMDEwMDAwMDAwMDAwMDAwMDBBIiwidGltZU9mTGF0ZXN0Q2hlY2twb2ludCI6IjIwMjYtMTEtMjBUMTA6MTU6MDBaIiwib3BlcmF0b3JWZXJzaW9uIjoiMS4zMC4wIn0='}}"
      ),
    ],
    good: [
      .init(
        "operation: {switchover: {from: dc1, to: dc2, phase: promote, token: 'eyJkYXRhYmFzZVN5c3RlbUlkZW50aWZpZXIiOiI3NDMxMTkwNDM4OTMyMDEzMDc3IiwibGF0ZXN0Q2hlY2twb2ludFRpbWVsaW5lSUQiOiIxIiwibGF0ZXN0Q2hlY2twb2ludFJFRE9Mb2NhdGlvbiI6IjAvQTAwMDAyOCIsInJlZG9XYWxGaWxlIjoiMDAwMDAwMDEwMDAwMDAwMDAwMDAwMDBBIiwidGltZU9mTGF0ZXN0Q2hlY2twb2ludCI6IjIwMjYtMTEtMjBUMTA6MTU6MDBaIiwib3BlcmF0b3JWZXJzaW9uIjoiMS4zMC4wIn0='}}"
      )
    ])

  func check(_ topology: Topology, into findings: inout Findings) {
    guard let text = topology.operation.switchover?.token,
      case .failure(.inconsistent(let problem)) = PromotionToken.parse(text.value)
    else { return }
    findings.report(
      Diagnostic(Self.info, "the token contradicts itself: \(problem)", at: text.span)
        .help("paste the complete `status.demotionToken` of the demoted Cluster, on one line"))
  }
}
