import Diagnostics
import TopologyModel

/// A site that the load balancer cannot reach.
struct MissingVIPRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 827, "missing-vip",
    summary: "A site names no address for the load balancer to send traffic to.",
    why: "The configuration would point nowhere.",
    source: "architecture section 1.9",
    bad: [.init("sites: [{id: dc2, ingress: {vip: null}}]")],
    good: [.init("sites: [{id: dc2, ingress: {vip: dc2.example.net}}]")])

  func check(_ topology: Topology, into findings: inout Findings) {
    guard topology.globalLB.engine.value != .external else { return }
    for site in topology.sites where site.ingress.vip == nil {
      findings.report(
        Diagnostic(
          Self.info, "`\(site.id.value)` has no `ingress.vip`", at: site.id.span
        ).label(topology.globalLB.engine.span, "this load balancer needs it")
          .help("set `ingress.vip` to the address of the site's ingress"), site: site)
    }
  }
}
