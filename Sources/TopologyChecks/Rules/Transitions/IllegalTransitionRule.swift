import Diagnostics
import TopologyModel

/// TOPO-007.
struct IllegalTransitionRule: TransitionRule {
  static let info = RuleInfo(
    .topology, 107, "illegal-transition",
    summary: "The operation in the topology does not follow the one that was built last.",
    why:
      "Each step relies on the state that the previous step left in the databases; skipping one loses data or causes split brain.",
    sources: [
      .catalogue("TOPO-007"),
      .cloudNativePG(
        "demoting a primary to a replica cluster",
        "replica_cluster/#demoting-a-primary-to-a-replica-cluster"),
    ],
    bad: [
      .init(
        "operation: {switchover: {from: dc1, to: dc2, phase: promote}}",
        previous: ["{}"]),
      .init(
        "operation: {switchover: {from: dc1, to: dc2, phase: finish}}",
        previous: ["operation: {switchover: {from: dc1, to: dc2, phase: demote}}"]),
    ],
    good: [
      .init(
        "operation: {switchover: {from: dc1, to: dc2, phase: quiesce}}",
        previous: ["{}"]),
      .init(
        "operation: {switchover: {from: dc1, to: dc2, phase: demote}}",
        previous: ["operation: {switchover: {from: dc1, to: dc2, phase: quiesce}}"]),
    ])

  func check(_ change: TopologyChange, into findings: inout Findings) {
    report(.order, of: change, &findings)
  }
}
