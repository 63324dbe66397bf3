import Diagnostics
import TopologyModel

/// TOPO-013.
struct UnplannedRoleRule: TransitionRule {
  static let info = RuleInfo(
    .topology, 113, "unplanned-role-change",
    summary: "A role changes without an operation.",
    why: "Editing a role directly is an uncontrolled failover: both sites may accept writes.",
    sources: [.catalogue("TOPO-013")],
    bad: [
      .init(
        "sites: [{id: dc1, role: passive}, {id: dc2, role: active}]",
        previous: ["{}"])
    ],
    good: [
      .init(
        "app: {replicas: 4}",
        previous: ["{}"])
    ])

  func check(_ change: TopologyChange, into findings: inout Findings) {
    report(.roleWithoutOperation, of: change, &findings)
  }
}
