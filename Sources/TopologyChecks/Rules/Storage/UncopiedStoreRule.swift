import Diagnostics
import TopologyModel

/// OBJ-014.
struct UncopiedStoreRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 514, "uncopied-store",
    summary: "A self-hosted MinIO has no copy of its objects elsewhere.",
    why: "Erasure coding protects against losing drives, not the location.",
    sources: [
      .catalogue("OBJ-014"),
      .infisical(
        "reference architecture on Kubernetes (HA)",
        "self-hosting/reference-architectures/on-prem-k8s-ha"),
    ],
    isWaivable: true,
    bad: [
      .init(
        "objectStores: [{id: store, kind: dedicatedMinIO, caSecret: c, capacity: {total: 4Ti}, minio: {servers: 4}}]"
      )
    ],
    good: [
      .init(
        "objectStores: [{id: store, kind: dedicatedMinIO, caSecret: c, capacity: {total: 4Ti}, replication: {target: other, failureDomain: rome}, minio: {servers: 4}}]"
      )
    ])

  func check(_ topology: Topology, into findings: inout Findings) {
    for store in topology.objectStores {
      guard store.kind.value != .enterprise, store.replication == nil else { continue }
      findings.report(
        Diagnostic(Self.info, "the objects of `\(store.id.value)` have no copy", at: store.id.span)
          .help("set `replication` to a store in another failure domain"))
    }
  }
}
