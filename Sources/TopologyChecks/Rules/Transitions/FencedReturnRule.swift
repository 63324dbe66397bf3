import Diagnostics
import TopologyModel

/// TOPO-010.
struct FencedReturnRule: TransitionRule {
  static let info = RuleInfo(
    .topology, 110, "fenced-site-returns",
    summary: "A fenced site becomes active or passive without a rebuild.",
    why: "Its data has diverged from the site that took over: it must be re-cloned.",
    sources: [.catalogue("TOPO-010"), .cloudNativePG("replica clusters", "replica_cluster/")],
    bad: [
      .init(
        "{}",
        previous: ["sites: [{id: dc2, role: fenced}]"])
    ],
    good: [
      .init(
        "sites: [{id: dc2, role: fenced}]",
        previous: ["sites: [{id: dc2, role: fenced}]"])
    ])

  func check(_ change: TopologyChange, into findings: inout Findings) {
    report(.fencedReturn, of: change, &findings)
  }
}
