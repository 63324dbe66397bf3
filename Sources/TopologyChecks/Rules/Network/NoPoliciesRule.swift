import Diagnostics
import TopologyModel

/// NET-001.
struct NoPoliciesRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 701, "no-policies", .warning,
    summary: "No network policies are emitted.",
    why: "Every pod of the cluster can then reach the database and Redis.",
    sources: [.catalogue("NET-001")], isWaivable: true,
    bad: [
      .init(
        "network: {policies: false}")
    ],
    good: [
      .init(
        "network: {policies: true}")
    ])

  func check(_ topology: Topology, into findings: inout Findings) {
    for site in topology.sites {
      guard !site.network.policies.value else { continue }
      findings.report(
        Diagnostic(
          Self.info, "`\(site.id.value)` has no network policies", at: site.network.policies.span
        )
        .help("set `network.policies: true`"), site: site)
    }
  }
}
