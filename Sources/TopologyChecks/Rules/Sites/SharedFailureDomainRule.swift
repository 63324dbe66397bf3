import Diagnostics
import TopologyModel

/// TOPO-004.
struct SharedFailureDomainRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 104, "shared-failure-domain",
    summary: "Every passive site shares the active site's failure domain.",
    why: "Two sites with the same power or in the same building are one site.",
    sources: [.catalogue("TOPO-004")], isWaivable: true,
    bad: [.init("sites: [{id: dc2, failureDomain: frankfurt}]")],
    good: [.init("sites: [{id: dc2, failureDomain: amsterdam}]")])

  func check(_ topology: Topology, into findings: inout Findings) {
    guard let active = topology.activeSite else { return }
    let passive = topology.sites.filter { $0.role.value == .passive }
    guard let first = passive.first,
      passive.allSatisfy({ $0.failureDomain == active.failureDomain })
    else { return }
    findings.report(
      Diagnostic(
        Self.info,
        "`\(first.id.value)` shares a failure domain with the active site `\(active.id.value)`",
        at: first.failureDomain.span
      ).label(active.failureDomain.span, "the active site's failure domain")
        .help("put at least one passive site into another failure domain"),
      site: first)
  }
}
