import Diagnostics
import TopologyModel

/// TOPO-005.
struct PassiveSitesTogetherRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 105, "passive-sites-together", .warning,
    summary: "Two passive sites share a failure domain.",
    why: "Losing it removes both sites, and one of them adds nothing but a second copy.",
    sources: [.catalogue("TOPO-005")], isWaivable: true,
    bad: [
      .init(
        "sites: [{id: dc3, role: passive, failureDomain: amsterdam, kubernetes: {apiServerCIDR: [10.3.0.0/28], podCIDR: 10.44.0.0/16}, ingress: {vip: 10.3.0.20}}]"
      )
    ],
    good: [
      .init(
        "sites: [{id: dc3, role: passive, failureDomain: rome, kubernetes: {apiServerCIDR: [10.3.0.0/28], podCIDR: 10.44.0.0/16}, ingress: {vip: 10.3.0.20}}]"
      )
    ])

  func check(_ topology: Topology, into findings: inout Findings) {
    let passive = topology.sites.filter { $0.role.value == .passive }
    for (first, again) in passive.repeats(by: \.failureDomain.value) {
      findings.report(
        Diagnostic(
          Self.info, "`\(again.id.value)` shares a failure domain with `\(first.id.value)`",
          at: again.failureDomain.span
        ).label(first.failureDomain.span, "the same domain")
          .help("move one of them to another failure domain"), site: again)
    }
  }
}
