import Diagnostics
import TopologyModel

/// RED-013.
struct PlainRedisRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 563, "plain-redis", .warning,
    summary: "Clients talk to Redis without TLS.",
    why: "Sessions and jobs cross the network unencrypted.",
    sources: [.catalogue("RED-013")], isWaivable: true,
    bad: [
      .init(
        "redis: {tls: false}")
    ],
    good: [
      .init(
        "redis: {tls: true}")
    ])

  func check(_ topology: Topology, into findings: inout Findings) {
    for site in topology.sites {
      guard !site.redis.tls.value else { continue }
      findings.report(
        Diagnostic(
          Self.info, "Redis of `\(site.id.value)` does not use TLS",
          at: site.redis.tls.span ?? site.id.span
        )
        .help("set `redis.tls: true`; it requires `ingress.tlsIssuerRef`"), site: site)
    }
  }
}
