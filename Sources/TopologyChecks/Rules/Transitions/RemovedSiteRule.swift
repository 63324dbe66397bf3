import Diagnostics
import TopologyModel

/// TOPO-018 and TOPO-019: a site that leaves the topology while its Cluster runs.
struct RemovedSiteRule: TransitionRule {
  static let info = RuleInfo(
    .topology, 131, "removed-site",
    summary: "A site is missing from the topology, or has another ID, without having been retired.",
    why:
      "Its Cluster is not pruned: it runs on, unseen, and under its old archive path it would come back with old data.",
    sources: [.catalogue("TOPO-018"), .catalogue("TOPO-019")],
    bad: [
      .init(
        "{}",
        previous: [
          "sites: [{id: dc3, role: passive, failureDomain: rome, kubernetes: {apiServerCIDR: [10.3.0.0/28], podCIDR: 10.44.0.0/16}, ingress: {vip: 10.3.0.20}}]"
        ])
    ],
    good: [
      .init(
        "{}",
        previous: [
          "sites: [{id: dc3, role: passive, failureDomain: rome, kubernetes: {apiServerCIDR: [10.3.0.0/28], podCIDR: 10.44.0.0/16}, ingress: {vip: 10.3.0.20}}]",
          "operation: {retirement: {site: dc3}}\nsites: [{id: dc3, role: fenced, failureDomain: rome, kubernetes: {apiServerCIDR: [10.3.0.0/28], podCIDR: 10.44.0.0/16}, ingress: {vip: 10.3.0.20}}]",
          "sites: [{id: dc3, role: fenced, failureDomain: rome, kubernetes: {apiServerCIDR: [10.3.0.0/28], podCIDR: 10.44.0.0/16}, ingress: {vip: 10.3.0.20}}]",
        ])
    ])

  func check(_ change: TopologyChange, into findings: inout Findings) {
    report(.removedSite, of: change, &findings)
  }
}
