import Diagnostics
import TopologyModel

/// Section 1.6 of the reference architecture: the volume of Redis.
struct RedisVolumeRule: TransitionRule {
  static let info = RuleInfo(
    .topology, 524, "redis-volume-size", .warning,
    summary: "The volume of Redis has another size than in the last build.",
    why:
      "The volume template of a StatefulSet is immutable: the API server refuses the object, and what else the layer holds stays as it was.",
    sources: [.kubernetes("StatefulSets", "concepts/workloads/controllers/statefulset/")],
    bad: [.init("redis: {storageSize: 20Gi}", previous: ["{}"])],
    good: [.init("redis: {storageSize: 20Gi}", previous: ["redis: {storageSize: 20Gi}"])])

  func check(_ change: TopologyChange, into findings: inout Findings) {
    for site in change.topology.sites {
      let now = site.redis.storageSize
      guard let text = change.previous.fact(.redisStorageSize, of: site.id.value),
        let before = Quantity(text), before.units != now.value.units
      else { continue }
      let isLarger = now.value.units > before.units
      findings.report(
        Diagnostic(
          Self.info,
          "the volume of Redis in `\(site.id.value)` \(isLarger ? "grows" : "shrinks") from \(before) to \(now.value)",
          at: now.span ?? site.span
        ).help(
          isLarger
            ? "enlarge the claim and delete the StatefulSet with `--cascade=orphan` first, as runbooks/redis-full.md says"
            : "volumes do not shrink: write \(before)"), site: site)
    }
  }
}
