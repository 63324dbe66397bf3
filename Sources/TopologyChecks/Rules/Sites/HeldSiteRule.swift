import Diagnostics
import TopologyModel

/// A site that is held has nothing to promote.
struct HeldSiteRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 133, "held-site", .warning,
    summary:
      "The Cluster of a site is held back, so there is no copy of the data there, or `hold` has no effect.",
    why:
      "A failover to it is impossible. On a site that is not passive, `hold` would hide a running Cluster.",
    sources: [.redoubt("operations", "docs/operations.md")],
    bad: [
      .init("sites: [{id: dc2, hold: true}]"), .init("sites: [{id: dc1, hold: true}]"),
    ],
    good: [.init("sites: [{id: dc2, hold: false}]")])

  func check(_ topology: Topology, into findings: inout Findings) {
    for site in topology.sites where site.hold.value {
      let isPassive = site.role.value == .passive
      findings.report(
        Diagnostic(
          Self.info,
          isPassive
            ? "`\(site.id.value)` holds no copy yet"
            : "`\(site.id.value)` is \(site.role.value): `hold` is for new passive sites",
          at: site.hold.span ?? site.span
        ).help(
          isPassive
            ? "remove `hold` once the active site has a base backup (runbooks/bring-up.md)"
            : "remove `hold`"), site: site)
    }
  }
}
