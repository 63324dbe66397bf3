import Diagnostics
import TopologyModel

/// GATE-10.
struct RedisVersionSkewRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 210, "redis-version-skew",
    summary: "Sites run different versions of Redis.",
    why: "An older Redis cannot load a snapshot of a newer one: the restore would fail.",
    sources: [.catalogue("GATE-10")],
    bad: [.init("sites: [{id: dc2, redis: {image: 'docker.io/library/redis:7.2.4'}}]")],
    good: [.init("redis: {image: 'docker.io/library/redis:7.2.4'}")])

  func check(_ topology: Topology, into findings: inout Findings) {
    guard let first = topology.sites.first else { return }
    for site in topology.sites.dropFirst()
    where isOther(site.redis.image.value, first.redis.image.value) {
      findings.report(
        Diagnostic(
          Self.info,
          "`\(site.id.value)` runs Redis \(site.redis.image.value.tag), "
            + "`\(first.id.value)` \(first.redis.image.value.tag)",
          at: site.redis.image.span ?? site.id.span
        ).label(first.redis.image.span, "the other version")
          .help("use the same version in every site"), site: site)
    }
  }

  /// Whether dumps of one may not be read by the other; builds of one version are alike.
  private func isOther(_ left: ImageReference, _ right: ImageReference) -> Bool {
    guard let one = left.leadingVersion, let other = right.leadingVersion else {
      return left.tag != right.tag
    }
    return one != other
  }
}
