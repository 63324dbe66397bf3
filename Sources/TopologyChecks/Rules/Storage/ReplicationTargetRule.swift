import Diagnostics
import TopologyModel

/// OBJ-021.
struct ReplicationTargetRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 521, "replication-target", .warning,
    summary: "Copies of a store's objects are in the same place as the originals.",
    why: "Losing the store loses its copies.",
    sources: [.catalogue("OBJ-021")], isWaivable: true,
    bad: [
      .init(
        "objectStores: [{id: store, replication: {target: other, failureDomain: cologne}}]"),
      .init(
        "objectStores: [{id: store, replication: {target: store, failureDomain: rome}}]"),
    ],
    good: [
      .init(
        "objectStores: [{id: store, replication: {target: other, failureDomain: rome}}]")
    ])

  func check(_ topology: Topology, into findings: inout Findings) {
    for store in topology.objectStores {
      guard let copy = store.replication,
        copy.failureDomain == store.failureDomain || copy.target.value == store.id.value.description
      else { continue }
      findings.report(
        Diagnostic(
          Self.info,
          "the copies of `\(store.id.value)` are in the same failure domain as the originals",
          at: copy.failureDomain.span
        ).help("copy to another failure domain"))
    }
  }
}
