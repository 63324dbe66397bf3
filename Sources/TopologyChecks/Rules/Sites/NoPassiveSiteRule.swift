import Diagnostics
import TopologyModel

/// TOPO-003.
struct NoPassiveSiteRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 103, "no-passive-site", .warning,
    summary: "No site is passive.",
    why: "There is no site to fail over to if the active site is lost.",
    sources: [.catalogue("TOPO-003")], isWaivable: true,
    bad: [.init("sites: [{id: dc2, role: fenced}]")],
    good: [.init("sites: [{id: dc2, role: passive}]")])

  func check(_ topology: Topology, into findings: inout Findings) {
    guard topology.sites.count(where: { $0.role.value == .active }) == 1,
      !topology.sites.contains(where: { $0.role.value == .passive })
    else { return }
    findings.report(
      Diagnostic(
        Self.info, "no site is passive: losing the active site loses the service",
        at: topology.sites.first?.id.span ?? topology.span
      ).help("add a site with `role: passive` in another failure domain"))
  }
}
