import Diagnostics
import TopologyModel

/// A site that the load balancer cannot reach.
struct MissingVIPRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 827, "missing-vip",
    summary: "A site has no ingress address.",
    why:
      "The global load balancer sends traffic there, and the verify scripts check the site there.",
    sources: [
      .redoubt("reference architecture, global load balancer", "docs/reference-architecture.md")
    ],
    bad: [.init("sites: [{id: dc2, ingress: {vip: null}}]")],
    good: [.init("sites: [{id: dc2, ingress: {vip: dc2.example.net}}]")])

  func check(_ topology: Topology, into findings: inout Findings) {
    for site in topology.sites where site.ingress.vip == nil {
      findings.report(
        Diagnostic(
          Self.info, "`\(site.id.value)` has no `ingress.vip`", at: site.id.span
        ).help("set `ingress.vip` to the address of the site's ingress"), site: site)
    }
  }
}
