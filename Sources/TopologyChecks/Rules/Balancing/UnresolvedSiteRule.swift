import Diagnostics
import TopologyModel

/// NGINX reads the address behind a name once, when it starts.
struct UnresolvedSiteRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 832, "name-read-once", .warning,
    summary: "NGINX sends traffic to a site that is named by a host name.",
    why:
      "NGINX resolves it at start only: it does not start while DNS is down, and keeps an address that has changed. `server … resolve` needs NGINX 1.27.3.",
    sources: [
      .document(
        "ngx_http_upstream_module, resolve",
        "https://nginx.org/en/docs/http/ngx_http_upstream_module.html#resolve")
    ], isWaivable: true,
    bad: [
      .init(
        "globalLB: {engine: nginx}\nsites: [{id: dc2, ingress: {vip: ingress.dc2.example.net}}]")
    ],
    good: [.init("globalLB: {engine: nginx}")])

  func check(_ topology: Topology, into findings: inout Findings) {
    guard topology.globalLB.engine.value == .nginx else { return }
    for site in topology.sites {
      guard let address = site.ingress.vip, !address.value.isIPAddress else { continue }
      findings.report(
        Diagnostic(
          Self.info, "NGINX resolves `\(address.value)` only when it starts", at: address.span
        ).help("write the address, or use `engine: haproxy`, which resolves names while it runs"),
        site: site)
    }
  }
}
