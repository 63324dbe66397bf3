import Diagnostics
import TopologyModel

/// RED-010.
struct UnseedableRedisRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 560, "unseedable-redis",
    summary: "Redis is too old for the restore.",
    why:
      "The restore creates a multi-part append-only file, which Redis reads since 7.0: an older version starts empty.",
    sources: [
      .catalogue("RED-010"), .redoubt("Redis", "docs/redis.md"),
      .document(
        "Redis 7.0 release notes", "https://github.com/redis/redis/blob/7.0/00-RELEASENOTES"),
    ],
    bad: [
      .init(
        "redis: {image: 'docker.io/library/redis:6.2.19'}")
    ],
    good: [
      .init(
        "redis: {image: 'docker.io/library/redis:7.0.15'}")
    ])

  func check(_ topology: Topology, into findings: inout Findings) {
    for site in topology.sites {
      guard let version = site.redis.image.value.leadingVersion, version < Version(7, 0, 0) else {
        continue
      }
      findings.report(
        Diagnostic(
          Self.info, "Redis \(version) would start empty after a restore",
          at: site.redis.image.span ?? site.id.span
        )
        .help("use 7.0 or later"), site: site)
    }
  }
}
