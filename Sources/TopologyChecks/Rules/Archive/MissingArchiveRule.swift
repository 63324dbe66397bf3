import Diagnostics
import TopologyModel

/// ARC-006 and ARC-013.
struct MissingArchiveRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 426, "missing-archive",
    summary: "A site has no bucket for PostgreSQL.",
    why: "It could be neither replicated nor restored: CloudNativePG has nowhere to archive to.",
    sources: [.catalogue("ARC-006"), .catalogue("ARC-013")],
    bad: [
      .init(
        "objectStores: [{id: store, buckets: [{name: pg-dc1, site: dc1, purpose: postgres}, {name: redis-dc1, site: dc1, purpose: redis}, {name: redis-dc2, site: dc2, purpose: redis}]}]"
      )
    ],
    good: [.init("objectStores: [{id: store, region: eu-central-1}]")])

  func check(_ topology: Topology, into findings: inout Findings) {
    for site in topology.sites where topology.bucket(of: site, .postgres) == nil {
      findings.report(
        Diagnostic(
          Self.info, "`\(site.id.value)` has no bucket for PostgreSQL", at: site.id.span
        ).help(
          "add `{name: …, site: \(site.id.value), purpose: postgres}` to the `buckets` of a store"),
        site: site)
    }
  }
}
