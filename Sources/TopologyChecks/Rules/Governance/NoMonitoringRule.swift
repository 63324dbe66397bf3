import Diagnostics
import TopologyModel

/// MON-001.
struct NoMonitoringRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 881, "no-monitoring", .warning,
    summary: "A site is not monitored.",
    why: "Lag, a stuck archive or a second primary would go unnoticed.",
    sources: [.catalogue("MON-001")], isWaivable: true,
    bad: [
      .init(
        "monitoring: {enabled: false}")
    ],
    good: [
      .init(
        "monitoring: {enabled: true}")
    ])

  func check(_ topology: Topology, into findings: inout Findings) {
    for site in topology.sites {
      guard !site.monitoring.enabled.value else { continue }
      findings.report(
        Diagnostic(
          Self.info, "`\(site.id.value)` is not monitored", at: site.monitoring.enabled.span
        )
        .help("set `monitoring.enabled: true`"), site: site)
    }
  }
}
