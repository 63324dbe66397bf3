import Diagnostics
import TopologyModel

/// TOK-002.
struct UnreadableTokenRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 402, "unreadable-token",
    summary: "The promotion token is not base64 of a JSON object with six strings.",
    why: "CloudNativePG rejects the Cluster.",
    sources: [
      .catalogue("TOK-002"),
      .cloudNativePGSource("cluster webhook", "internal/webhook/v1/cluster_webhook.go"),
    ],
    bad: [
      .init(
        "operation: {switchover: {from: dc1, to: dc2, phase: promote, token: bm90IGpzb24=}}"
      ),
      .init(
        "operation: {switchover: {from: dc1, to: dc2, phase: promote, token: 'eyJkYXRhYmFzZVN5c3RlbUlkZW50aWZpZXIiOiI3NDMxMTkwNDM4OTMyMDEzMDc3IiwibGF0ZXN0Q2hlY2twb2ludFRpbWVsaW5lSUQiOiIxIiwibGF0ZXN0Q2hlY2twb2ludFJFRE9Mb2NhdGlvbiI6IjAvQTAwMDAyOCIsInJlZG9XYWxGaWxlIjoiMDAwMDAwMDEwMDAwMDAwMDAwMDAwMDBBIiwidGltZU9mTGF0ZXN0Q2hlY2twb2ludCI6IjIwMjYtMTEtMjBUMTA6MTU6MDBaIn0='}}"
      ),
    ],
    good: [
      .init(
        "operation: {switchover: {from: dc1, to: dc2, phase: promote, token: 'eyJkYXRhYmFzZVN5c3RlbUlkZW50aWZpZXIiOiI3NDMxMTkwNDM4OTMyMDEzMDc3IiwibGF0ZXN0Q2hlY2twb2ludFRpbWVsaW5lSUQiOiIxIiwibGF0ZXN0Q2hlY2twb2ludFJFRE9Mb2NhdGlvbiI6IjAvQTAwMDAyOCIsInJlZG9XYWxGaWxlIjoiMDAwMDAwMDEwMDAwMDAwMDAwMDAwMDBBIiwidGltZU9mTGF0ZXN0Q2hlY2twb2ludCI6IjIwMjYtMTEtMjBUMTA6MTU6MDBaIiwib3BlcmF0b3JWZXJzaW9uIjoiMS4zMC4wIn0='}}"
      )
    ])

  func check(_ topology: Topology, into findings: inout Findings) {
    guard let text = topology.operation.switchover?.token,
      case .failure(.unreadable(let problem)) = PromotionToken.parse(text.value)
    else { return }
    findings.report(
      Diagnostic(Self.info, "the token \(problem)", at: text.span)
        .help("paste the complete `status.demotionToken` of the demoted Cluster, on one line"))
  }
}
