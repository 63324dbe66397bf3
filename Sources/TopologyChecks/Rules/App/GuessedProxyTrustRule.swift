import Diagnostics
import TopologyModel

/// APP-013.
struct GuessedProxyTrustRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 613, "guessed-proxy-trust", .warning,
    summary:
      "Infisical would trust forwarded client addresses from any private network, or from all networks.",
    why:
      "Any client in such a network can forge its address: allow-lists and audit logs become unreliable.",
    sources: [.catalogue("APP-013")],
    isWaivable: true,
    bad: [
      .init("sites: [{id: dc1, kubernetes: {podCIDR: null}}]"),
      .init("app: {trustedProxyCIDR: [0.0.0.0/0]}"),
    ],
    good: [.init("sites: [{id: dc1, kubernetes: {podCIDR: 10.42.0.0/16}}]")])

  func check(_ topology: Topology, into findings: inout Findings) {
    for site in topology.sites {
      if let everything = site.app.trustedProxyCIDR.first(where: { $0.value.isEverything }) {
        findings.report(
          Diagnostic(Self.info, "any client could forge its address", at: everything.span)
            .help("list the pod network of the ingress controller and the load balancer nodes"),
          site: site)
      } else if site.app.trustedProxyCIDR.isEmpty, site.kubernetes.podCIDR == nil {
        findings.report(
          Diagnostic(
            Self.info,
            "the pod network of `\(site.id.value)` is unknown, so all private networks are trusted",
            at: site.id.span
          ).help("set `kubernetes.podCIDR` in the site, or `app.trustedProxyCIDR`"), site: site)
      }
    }
  }
}
