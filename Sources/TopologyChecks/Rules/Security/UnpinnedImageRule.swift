import Diagnostics
import TopologyModel

/// SEC-007 and PG-018.
struct UnpinnedImageRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 727, "unpinned-image", .warning,
    summary: "An image is not pinned by digest.",
    why: "A tag can move: two sites may run different images.",
    sources: [.catalogue("SEC-007"), .catalogue("PG-018")], isWaivable: true,
    bad: [
      .init(
        "version: infisical/infisical:v0.165.8")
    ],
    good: [
      .init(
        "version: 'infisical/infisical:v0.165.8@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef'"
      )
    ])

  func check(_ topology: Topology, into findings: inout Findings) {
    func check(_ image: Located<ImageReference>, _ what: String, _ site: Site?) {
      guard image.value.digest == nil else { return }
      findings.report(
        Diagnostic(
          Self.info, "the image of \(what) is not pinned by digest",
          at: image.span ?? topology.version.span
        ).help("write `\(image.value)@sha256:…`"), site: site)
    }
    check(topology.version, "Infisical", nil)
    for site in topology.sites {
      check(site.postgres.image, "PostgreSQL", site)
      check(site.redis.image, "Redis", site)
      check(site.redis.backup.image, "the Redis backup", site)
    }
  }
}
