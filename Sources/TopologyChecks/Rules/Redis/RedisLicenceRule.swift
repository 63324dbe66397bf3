import Diagnostics
import TopologyModel

/// RED-018.
struct RedisLicenceRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 568, "redis-licence", .warning,
    summary: "Redis has a licence that is not open source.",
    why: "From 7.4 until 8.0, Redis is under RSALv2 and SSPL, which your policy may forbid.",
    sources: [.catalogue("RED-018")], isWaivable: true,
    bad: [
      .init(
        "redis: {image: 'docker.io/library/redis:7.4.5'}")
    ],
    good: [
      .init(
        "redis: {image: 'docker.io/library/redis:7.2.11'}")
    ])

  func check(_ topology: Topology, into findings: inout Findings) {
    for site in topology.sites {
      guard site.redis.image.value.repository.hasSuffix("redis"),
        let version = site.redis.image.value.leadingVersion, version >= Version(7, 4, 0),
        version < Version(8, 0, 0)
      else { continue }
      findings.report(
        Diagnostic(
          Self.info, "Redis \(version) is under RSALv2 and SSPL",
          at: site.redis.image.span ?? site.id.span
        )
        .help("take 7.2, or Valkey 7.2"), site: site)
    }
  }
}
