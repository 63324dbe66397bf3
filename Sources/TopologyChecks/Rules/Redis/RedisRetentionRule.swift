import Diagnostics
import TopologyModel

/// RED-011.
struct RedisRetentionRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 561, "redis-retention",
    summary: "The retention of Redis backups could delete the last usable ones.",
    why: "A fault that corrupts new backups must be noticed before the good ones are deleted.",
    sources: [.catalogue("RED-011")],
    bad: [.init("redis: {backup: {minKeep: 1}}"), .init("redis: {backup: {keepDaily: -1}}")],
    good: [.init("redis: {backup: {minKeep: 5}}")])

  func check(_ topology: Topology, into findings: inout Findings) {
    for site in topology.sites {
      let backup = site.redis.backup
      if backup.minKeep.value < 3 {
        findings.report(
          Diagnostic(
            Self.info, "only \(backup.minKeep.value) backups are always kept",
            at: backup.minKeep.span
          ).help("set `minKeep: 3` or more"), site: site)
      }
      for count in [backup.keepHourly, backup.keepDaily, backup.keepWeekly] where count.value < 0 {
        findings.report(
          Diagnostic(Self.info, "\(count.value) is not a number of backups", at: count.span)
            .help("set 0 or more"), site: site)
      }
    }
  }
}
