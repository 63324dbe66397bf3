import Diagnostics
import TopologyModel

/// TOK-001.
struct MissingTokenRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 401, "missing-token",
    summary: "A switchover promotes, or aborts after the demotion, without a promotion token.",
    why:
      "Without the token, the promotion is a failover: the old primary can no longer follow and must be re-cloned.",
    sources: [.catalogue("TOK-001"), .cloudNativePG("replica clusters", "replica_cluster/")],
    bad: [
      .init(
        "operation: {switchover: {from: dc1, to: dc2, phase: promote}}"
      )
    ],
    good: [
      .init(
        "operation: {switchover: {from: dc1, to: dc2, phase: promote, token: 'eyJkYXRhYmFzZVN5c3RlbUlkZW50aWZpZXIiOiI3NDMxMTkwNDM4OTMyMDEzMDc3IiwibGF0ZXN0Q2hlY2twb2ludFRpbWVsaW5lSUQiOiIxIiwibGF0ZXN0Q2hlY2twb2ludFJFRE9Mb2NhdGlvbiI6IjAvQTAwMDAyOCIsInJlZG9XYWxGaWxlIjoiMDAwMDAwMDEwMDAwMDAwMDAwMDAwMDBBIiwidGltZU9mTGF0ZXN0Q2hlY2twb2ludCI6IjIwMjYtMTEtMjBUMTA6MTU6MDBaIiwib3BlcmF0b3JWZXJzaW9uIjoiMS4zMC4wIn0='}}"
      )
    ])

  func check(_ topology: Topology, into findings: inout Findings) {
    guard let move = topology.operation.switchover, move.token == nil,
      move.phase.value == .promote || move.phase.value == .abort
    else { return }
    let finding = Diagnostic(
      Self.info, "`\(move.phase.value.rawValue)` requires a token", at: move.phase.span)
    // Another rule reports a site that does not exist.
    guard let demoted = topology.site(move.from.value) else { return findings.report(finding) }
    findings.report(
      finding.help(
        "read it from the Cluster of `\(demoted.id.value)`: `kubectl --context \(demoted.kubernetes.context?.value ?? demoted.id.value.description) -n \(topology.namespace.value) get clusters.postgresql.cnpg.io \(topology.names(of: demoted).cluster.value) -o jsonpath={.status.demotionToken}`"
      ))
  }
}
