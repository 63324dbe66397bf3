import Diagnostics
import TopologyModel

/// RED-007.
struct MissingRedisBackupRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 557, "missing-redis-backup",
    summary: "A site has no bucket for Redis.",
    why: "Queued jobs and sessions would be lost in a failover.",
    sources: [.catalogue("RED-007")],
    bad: [
      .init(
        "objectStores: [{id: store, buckets: [{name: pg-dc1, site: dc1, purpose: postgres}, {name: pg-dc2, site: dc2, purpose: postgres}, {name: redis-dc1, site: dc1, purpose: redis}]}]"
      )
    ],
    good: [.init("objectStores: [{id: store, region: eu-central-1}]")])

  func check(_ topology: Topology, into findings: inout Findings) {
    for site in topology.sites where topology.bucket(of: site, .redis) == nil {
      findings.report(
        Diagnostic(Self.info, "`\(site.id.value)` has no bucket for Redis", at: site.id.span)
          .help(
            "add `{name: …, site: \(site.id.value), purpose: redis}` to the `buckets` of a store"),
        site: site)
    }
  }
}
