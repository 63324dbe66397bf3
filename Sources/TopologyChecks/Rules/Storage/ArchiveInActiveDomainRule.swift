import Diagnostics
import TopologyModel

/// OBJ-004 and RED-012.
struct ArchiveInActiveDomainRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 504, "archive-lost-with-site",
    summary: "The only copy of the active site's backups is lost together with the site.",
    why:
      "After the loss, the passive site has only what it had fetched, and no Redis backup at all.",
    sources: [.catalogue("OBJ-004"), .catalogue("RED-012")],
    bad: [.init("objectStores: [{id: store, failureDomain: frankfurt}]")],
    good: [.init("objectStores: [{id: store, failureDomain: rome}]")])

  func check(_ topology: Topology, into findings: inout Findings) {
    guard let active = topology.activeSite else { return }
    for purpose in BucketPurpose.allCases {
      guard let (store, bucket) = topology.bucket(of: active, purpose),
        store.failureDomain == active.failureDomain,
        purpose == .redis || store.replication == nil
          || store.replication?.failureDomain == active.failureDomain
      else { continue }
      findings.report(
        Diagnostic(
          Self.info, "the \(purpose.rawValue) backups of the active site are lost together with it",
          at: bucket.span
        ).label(active.failureDomain.span, "the active site is in the same failure domain")
          .label(store.failureDomain.span, "the store's failure domain")
          .help(
            purpose == .redis
              ? "use a bucket in another failure domain: a restore reads the bucket itself, not a copy"
              : "use a store in another failure domain, or set `replication` to one"),
        site: active)
    }
  }
}
