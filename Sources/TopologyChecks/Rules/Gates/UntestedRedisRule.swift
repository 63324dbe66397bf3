import Diagnostics
import TopologyModel

/// GATE-09.
struct UntestedRedisRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 209, "untested-redis", .warning,
    summary: "Redis is older than 6.2, newer than 7, or its tag has no version.",
    why: "Infisical documents 6.2 and 7.",
    sources: [
      .catalogue("GATE-09"),
      .infisical("hardware requirements", "self-hosting/configuration/requirements"),
    ],
    isWaivable: true,
    bad: [
      .init(
        "redis: {image: 'docker.io/library/redis:8.0.3'}"),
      .init(
        "redis: {image: 'docker.io/library/redis:6.0.20'}"),
      .init(
        "redis: {image: 'docker.io/library/redis:alpine'}"),
    ],
    good: [
      .init(
        "redis: {image: 'docker.io/library/redis:7.4.5'}")
    ])

  func check(_ topology: Topology, into findings: inout Findings) {
    for site in topology.sites {
      let isKnown =
        site.redis.image.value.leadingVersion.map {
          $0 >= Version(6, 2, 0) && $0 < Version(8, 0, 0)
        } ?? false
      guard !isKnown else { continue }
      findings.report(
        Diagnostic(
          Self.info,
          "Infisical does not document the Redis version `\(site.redis.image.value.tag)`",
          at: site.redis.image.span ?? site.id.span
        )
        .help("use a 7.x image, with the version in the tag"), site: site)
    }
  }
}
