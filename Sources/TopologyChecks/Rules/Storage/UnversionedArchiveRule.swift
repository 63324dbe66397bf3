import Diagnostics
import TopologyModel

/// OBJ-010.
struct UnversionedArchiveRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 510, "unversioned-archive", .warning,
    summary: "A store with archives does not keep versions.",
    why: "Anyone who can delete or encrypt an object destroys the only copy.",
    sources: [.catalogue("OBJ-010")], isWaivable: true,
    bad: [
      .init(
        "objectStores: [{id: store, versioning: false}]")
    ],
    good: [
      .init(
        "objectStores: [{id: store, versioning: true}]")
    ])

  func check(_ topology: Topology, into findings: inout Findings) {
    for store in topology.objectStores {
      guard !store.versioning.value, store.objectLock == nil,
        store.buckets.contains(where: { $0.purpose.value == .postgres })
      else { continue }
      findings.report(
        Diagnostic(
          Self.info, "`\(store.id.value)` does not keep versions",
          at: store.versioning.span ?? store.id.span
        ).help("set `versioning: true`, and a lifecycle in the store"))
    }
  }
}
