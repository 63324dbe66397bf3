import Diagnostics
import TopologyModel

/// TOK-004.
struct ForeignTokenRule: TransitionRule {
  static let info = RuleInfo(
    .topology, 404, "foreign-token",
    summary: "The promotion token belongs to a database other than the one of this deployment.",
    why: "CloudNativePG rejects it permanently: the promotion would never complete.",
    sources: [
      .catalogue("TOK-004"),
      .cloudNativePG(
        "demoting a primary to a replica cluster",
        "replica_cluster/#demoting-a-primary-to-a-replica-cluster"),
    ],
    bad: [
      .init(
        "sites: [{id: dc1, role: passive}, {id: dc2, role: active}]\noperation: {switchover: {from: dc2, to: dc1, phase: promote, token: 'eyJkYXRhYmFzZVN5c3RlbUlkZW50aWZpZXIiOiI3NDMxMTkwNDM4OTMyMDEzMDc4IiwibGF0ZXN0Q2hlY2twb2ludFRpbWVsaW5lSUQiOiIxIiwibGF0ZXN0Q2hlY2twb2ludFJFRE9Mb2NhdGlvbiI6IjAvQTAwMDAyOCIsInJlZG9XYWxGaWxlIjoiMDAwMDAwMDEwMDAwMDAwMDAwMDAwMDBBIiwidGltZU9mTGF0ZXN0Q2hlY2twb2ludCI6IjIwMjYtMTEtMjBUMTA6MTU6MDBaIiwib3BlcmF0b3JWZXJzaW9uIjoiMS4zMC4wIn0='}}",
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
        ])
    ])

  func check(_ change: TopologyChange, into findings: inout Findings) {
    guard let text = change.topology.operation.switchover?.token,
      case .success(let token) = PromotionToken.parse(text.value),
      let known = change.previous.systemIdentifier?.value,
      token.databaseSystemIdentifier != known
    else { return }
    findings.report(
      Diagnostic(
        Self.info,
        "the token is from system \(token.databaseSystemIdentifier), but the databases are of system \(known)",
        at: text.span
      ).help("read the token again from the Cluster of the site that was demoted"))
  }
}
