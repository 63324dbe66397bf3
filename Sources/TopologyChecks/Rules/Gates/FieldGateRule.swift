import Diagnostics
import TopologyModel

/// GATE-08.
struct FieldGateRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 208, "field-gate",
    summary: "A field is used that the declared operator version does not have.",
    why: "The API server would drop it, and the protection with it.",
    sources: [
      .catalogue("GATE-08"), .cloudNativePG("release notes", "release_notes/"),
      .document(
        "CloudNativePG 1.28 release notes",
        "https://cloudnative-pg.io/documentation/1.28/release_notes/v1.28/"),
    ],
    bad: [.init("{operators: {cnpg: 1.27.0}, postgres: {synchronous: {failoverQuorum: true}}}")],
    good: [.init("{operators: {cnpg: 1.28.0}, postgres: {synchronous: {failoverQuorum: true}}}")])

  func check(_ topology: Topology, into findings: inout Findings) {
    for site in topology.sites {
      let field = site.postgres.synchronous.failoverQuorum
      let version = site.operators.cnpg
      // As a default it is simply left out for older operators.
      guard field.span != nil, field.value, !version.value.isAtLeast(1, 28) else { continue }
      findings.report(
        Diagnostic(
          Self.info,
          "`failoverQuorum` requires CloudNativePG 1.28, but the version is \(version.value)",
          at: field.span
        ).label(version.span, "the operator of site `\(site.id.value)`")
          .help("upgrade CloudNativePG, or set `failoverQuorum: false`"), site: site)
    }
  }
}
