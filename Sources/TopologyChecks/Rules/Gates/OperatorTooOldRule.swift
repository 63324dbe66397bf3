import Diagnostics
import TopologyModel

/// GATE-01.
struct OperatorTooOldRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 201, "operator-too-old",
    summary: "A site's CloudNativePG is older than 1.24.",
    why: "It has no distributed topology: `replica.primary` and tokens were added in 1.24.0.",
    sources: [
      .catalogue("GATE-01"), .cloudNativePG("release notes", "release_notes/"),
      .document(
        "CloudNativePG 1.24 release notes",
        "https://cloudnative-pg.io/documentation/1.24/release_notes/v1.24/"),
    ],
    bad: [.init("operators: {cnpg: 1.23.1}")],
    good: [.init("operators: {cnpg: 1.30.0}")])

  func check(_ topology: Topology, into findings: inout Findings) {
    for site in topology.sites {
      let version = site.operators.cnpg
      guard !version.value.isAtLeast(1, 24) else { continue }
      findings.report(
        Diagnostic(
          Self.info, "CloudNativePG \(version.value) has no distributed topology", at: version.span
        ).help("upgrade CloudNativePG to 1.30"), site: site)
    }
  }
}
