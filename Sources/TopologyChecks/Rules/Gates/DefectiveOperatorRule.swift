import Diagnostics
import TopologyModel

/// GATE-02.
struct DefectiveOperatorRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 202, "defective-operator", .warning,
    summary: "The CloudNativePG operator has known defects in switchovers.",
    why: "Before 1.28.4, 1.29.2 and 1.30.0, promotion tokens were lost or rejected.",
    sources: [
      .catalogue("GATE-02"), .issue("cloudnative-pg/cloudnative-pg", 11074),
      .issue("cloudnative-pg/cloudnative-pg", 11075),
      .issue("cloudnative-pg/cloudnative-pg", 11495),
      .issue("cloudnative-pg/cloudnative-pg", 11346),
    ],
    isWaivable: true,
    bad: [
      .init(
        "operators: {cnpg: 1.29.1}"),
      .init(
        "operators: {cnpg: 1.28.3}"),
    ],
    good: [
      .init(
        "operators: {cnpg: 1.29.2}"),
      .init(
        "operators: {cnpg: 1.28.4}"),
    ])

  func check(_ topology: Topology, into findings: inout Findings) {
    for site in topology.sites {
      let version = site.operators.cnpg.value
      guard
        version < Version(1, 28, 4) || (version >= Version(1, 29, 0) && version < Version(1, 29, 2))
      else { continue }
      findings.report(
        Diagnostic(
          Self.info, "CloudNativePG \(version) can lose promotion tokens",
          at: site.operators.cnpg.span ?? site.id.span
        )
        .help("install 1.28.4, 1.29.2, 1.30.0 or later"), site: site)
    }
  }
}
