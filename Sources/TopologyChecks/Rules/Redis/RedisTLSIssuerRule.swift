import Diagnostics
import TopologyModel

/// TLS of Redis needs something that issues its certificate.
struct RedisTLSIssuerRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 573, "redis-tls-without-issuer",
    summary:
      "Redis is configured to use TLS, but no issuer can issue its certificate: none is set, or an ACME one is.",
    why:
      "The pods would wait for a Secret that nothing creates: an ACME server issues no certificate for the name of a Service.",
    sources: [.redoubt("Redis", "docs/redis.md")],
    bad: [
      .init("{redis: {tls: true}, ingress: {tlsIssuerRef: null}}"),
      .init("{redis: {tls: true}, ingress: {tlsIssuerRef: {name: letsencrypt}}}"),
    ],
    good: [.init("{redis: {tls: true}, ingress: {tlsIssuerRef: {name: corp-ca}}}")])

  /// The topology knows an issuer by its name only; the preflight asks the cluster.
  private static let acmeNames = ["acme", "letsencrypt", "lets-encrypt", "zerossl"]

  func check(_ topology: Topology, into findings: inout Findings) {
    for site in topology.sites where site.redis.tls.value {
      guard let issuer = site.redisIssuer else {
        findings.report(
          Diagnostic(
            Self.info, "nothing issues the certificate of Redis in `\(site.id.value)`",
            at: site.redis.tls.span
          ).help("set `redis.tlsIssuerRef`"), site: site)
        continue
      }
      guard Self.acmeNames.contains(where: issuer.name.value.lowercased().contains) else {
        continue
      }
      findings.report(
        Diagnostic(
          Self.info,
          "`\(issuer.name.value)` is named like an ACME issuer, which cannot issue the certificate of Redis",
          at: issuer.name.span ?? site.redis.tls.span
        ).help("set `redis.tlsIssuerRef` to an issuer of your own CA"), site: site)
    }
  }
}
