import Diagnostics
import TopologyModel

/// OBJ-013.
struct UnknownCapacityRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 513, "unknown-capacity", .warning,
    summary: "The capacity of a self-hosted store is not set.",
    why: "No alert fires before it is full, and a full store stops the databases.",
    sources: [.catalogue("OBJ-013")], isWaivable: true,
    bad: [
      .init(
        "objectStores: [{id: store, kind: dedicatedMinIO, caSecret: c, replication: {target: other, failureDomain: rome}, minio: {servers: 4}}]"
      )
    ],
    good: [
      .init(
        "objectStores: [{id: store, kind: dedicatedMinIO, caSecret: c, replication: {target: other, failureDomain: rome}, capacity: {total: 4Ti}, minio: {servers: 4}}]"
      )
    ])

  func check(_ topology: Topology, into findings: inout Findings) {
    for store in topology.objectStores {
      guard store.kind.value != .enterprise, store.capacity == nil else { continue }
      findings.report(
        Diagnostic(Self.info, "the capacity of `\(store.id.value)` is unknown", at: store.id.span)
          .help("set `capacity`"))
    }
  }
}
