import Diagnostics
import TopologyModel

/// TOPO-012.
struct UndecidedPriorityRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 112, "undecided-priority", .warning,
    summary: "The order of several passive sites as failover targets is not set.",
    why:
      "When two sites are equally up to date, someone has to choose in the middle of an incident.",
    sources: [.catalogue("TOPO-012")], isWaivable: true,
    bad: [
      .init(
        "sites: [{id: dc3, role: passive, failureDomain: rome, kubernetes: {apiServerCIDR: [10.3.0.0/28], podCIDR: 10.44.0.0/16}, ingress: {vip: 10.3.0.20}}]"
      ),
      .init(
        "sites: [{id: dc2, drPriority: 1}, {id: dc3, role: passive, failureDomain: rome, kubernetes: {apiServerCIDR: [10.3.0.0/28], podCIDR: 10.44.0.0/16}, ingress: {vip: 10.3.0.20}, drPriority: 1}]"
      ),
    ],
    good: [
      .init(
        "sites: [{id: dc2, drPriority: 1}, {id: dc3, role: passive, failureDomain: rome, kubernetes: {apiServerCIDR: [10.3.0.0/28], podCIDR: 10.44.0.0/16}, ingress: {vip: 10.3.0.20}, drPriority: 2}]"
      )
    ])

  func check(_ topology: Topology, into findings: inout Findings) {
    let passive = topology.sites.filter { $0.role.value == .passive }
    guard passive.count > 1 else { return }
    for site in passive where site.drPriority == nil {
      findings.report(
        Diagnostic(Self.info, "`\(site.id.value)` has no `drPriority`", at: site.id.span)
          .help("number the passive sites, the preferred one lowest"), site: site)
    }
    for (first, again) in passive.filter({ $0.drPriority != nil }).repeats(by: \.drPriority?.value)
    {
      findings.report(
        Diagnostic(
          Self.info, "`\(again.id.value)` has the same priority as `\(first.id.value)`",
          at: again.drPriority?.span
        ).label(first.drPriority?.span, "the same number").help("use different numbers"),
        site: again)
    }
  }
}
