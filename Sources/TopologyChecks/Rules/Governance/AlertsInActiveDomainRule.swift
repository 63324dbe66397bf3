import Diagnostics
import TopologyModel

/// MON-004.
struct AlertsInActiveDomainRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 884, "alerts-in-active-domain", .warning,
    summary: "Alerts are sent only from the active site's failure domain.",
    why: "If it is lost, nobody is alerted.",
    sources: [.catalogue("MON-004")], isWaivable: true,
    bad: [
      .init(
        "monitoring: {alertingDomains: [frankfurt]}")
    ],
    good: [
      .init(
        "monitoring: {alertingDomains: [frankfurt, rome]}")
    ])

  func check(_ topology: Topology, into findings: inout Findings) {
    guard let active = topology.activeSite else { return }
    let domains = active.monitoring.alertingDomains
    guard let first = domains.first, domains.allSatisfy({ $0 == active.failureDomain }) else {
      return
    }
    findings.report(
      Diagnostic(Self.info, "alerts come only from `\(first.value)`", at: first.span)
        .help("send them from a second failure domain as well"), site: active)
  }
}
