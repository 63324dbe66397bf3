import Diagnostics
import TopologyModel

/// RED-015.
struct RedisImageRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 565, "bitnami-image",
    summary: "The Redis image is Bitnami's.",
    why:
      "Its versioned images were removed from docker.io/bitnami in 2025, and it stores data and settings elsewhere.",
    sources: [
      .catalogue("RED-015"), .redoubt("Redis", "docs/redis.md"), .issue("bitnami/charts", 35164),
    ],
    bad: [.init("redis: {image: 'docker.io/bitnami/redis:7.2.5'}")],
    good: [.init("redis: {image: 'docker.io/library/redis:7.2.5'}")])

  func check(_ topology: Topology, into findings: inout Findings) {
    for site in topology.sites {
      let image = site.redis.image
      let parts = image.value.repository.split(separator: "/")
      guard parts.contains("bitnami") || parts.contains("bitnamilegacy") else { continue }
      findings.report(
        Diagnostic(
          Self.info, "`\(image.value.repository)` does not work with the manifests", at: image.span
        )
        .help("use the official image, docker.io/library/redis"), site: site)
    }
  }
}
