import Diagnostics
import TopologyModel

/// GATE-05.
struct OperatorSkewRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 205, "operator-skew",
    summary: "Sites run different releases of CloudNativePG, or a replica site runs a newer one.",
    why:
      "Roles that a newer operator expects reach replicas by replication: upgrade the primary first.",
    sources: [
      .catalogue("GATE-05"), .cloudNativePG("release notes", "release_notes/"),
      .document(
        "CloudNativePG 1.29.1 upgrade notes",
        "https://cloudnative-pg.io/documentation/1.29/release_notes/v1.29/"),
    ],
    isWaivable: true,
    bad: [
      .init("sites: [{id: dc2, operators: {cnpg: 1.31.0}}]"),
      .init("sites: [{id: dc2, operators: {cnpg: 1.29.2}}]"),
    ],
    good: [.init("operators: {cnpg: 1.29.2}")])

  func check(_ topology: Topology, into findings: inout Findings) {
    guard let active = topology.activeSite else { return }
    let reference = active.operators.cnpg
    for site in topology.peers(of: active) {
      let version = site.operators.cnpg
      guard version.value.release != reference.value.release else { continue }
      let isNewer = version.value > reference.value
      var diagnostic = Diagnostic(
        Self.info,
        "`\(site.id.value)` runs CloudNativePG \(version.value), but the active site runs \(reference.value)",
        at: version.span ?? site.id.span
      ).label(reference.span, "the active site's operator")
        .help(isNewer ? "upgrade the active site first" : "upgrade this site as well")
      diagnostic.severity = isNewer ? .error : .warning
      findings.report(diagnostic, site: site)
    }
  }
}
