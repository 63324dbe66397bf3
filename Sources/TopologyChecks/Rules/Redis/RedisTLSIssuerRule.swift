import Diagnostics
import TopologyModel

/// TLS of Redis needs something that issues its certificate.
struct RedisTLSIssuerRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 573, "redis-tls-without-issuer",
    summary: "Redis is configured to use TLS, but the site has no issuer for its certificate.",
    why: "The pods would wait for a Secret that nothing creates.",
    sources: [.redoubt("Redis", "docs/redis.md")],
    bad: [.init("{redis: {tls: true}, ingress: {tlsIssuerRef: null}}")],
    good: [.init("{redis: {tls: true}, ingress: {tlsIssuerRef: {name: corp-ca}}}")])

  func check(_ topology: Topology, into findings: inout Findings) {
    for site in topology.sites
    where site.redis.tls.value && site.ingress.tlsIssuerRef == nil {
      findings.report(
        Diagnostic(
          Self.info, "nothing issues the certificate of Redis in `\(site.id.value)`",
          at: site.redis.tls.span
        ).help("set `ingress.tlsIssuerRef`"), site: site)
    }
  }
}
