import Diagnostics
import TopologyModel

/// NGINX speaks the PROXY protocol to servers in its stream module only.
struct ProxyProtocolRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 828, "unsendable-proxy-protocol",
    summary: "NGINX is configured to terminate TLS and to send the PROXY protocol to a site.",
    why: "Its HTTP module cannot send it, and an ingress that expects it rejects every connection.",
    sources: [
      .document(
        "NGINX, ngx_stream_proxy_module",
        "https://nginx.org/en/docs/stream/ngx_stream_proxy_module.html"),
      .document(
        "NGINX, ngx_http_proxy_module", "https://nginx.org/en/docs/http/ngx_http_proxy_module.html"),
    ],
    bad: [
      .init(
        "globalLB: {engine: nginx, tls: reencrypt}\ningress: {proxyProtocol: true}")
    ],
    good: [
      .init(
        "globalLB: {engine: nginx, tls: passthrough}\ningress: {proxyProtocol: true}")
    ])

  func check(_ topology: Topology, into findings: inout Findings) {
    guard topology.globalLB.engine.value == .nginx, topology.globalLB.tls.value != .passthrough
    else { return }
    var seen: Set<SourceSpan?> = []
    for site in topology.sites where site.ingress.proxyProtocol.value {
      let place = site.ingress.proxyProtocol.span
      guard seen.insert(place).inserted else { continue }
      findings.report(
        Diagnostic(
          Self.info, "NGINX cannot send the PROXY protocol when it terminates TLS", at: place
        ).label(topology.globalLB.tls.span, "TLS is terminated here")
          .help("write `proxyProtocol: false`, `tls: passthrough` or `engine: haproxy`"))
    }
  }
}
