import Diagnostics
import TopologyModel

/// RED-009.
struct BlockingRedisBackupRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 559, "blocking-redis-backup", .warning,
    summary: "Redis is backed up with `SAVE`.",
    why: "Redis does not respond while it writes the file.",
    sources: [.catalogue("RED-009")], isWaivable: true,
    bad: [.init("redis: {backup: {method: save}}")],
    good: [.init("redis: {backup: {method: rdbStream}}")])

  func check(_ topology: Topology, into findings: inout Findings) {
    for site in topology.sites
    where site.redis.backup.method.value == .save {
      findings.report(
        Diagnostic(
          Self.info, "`SAVE` blocks Redis during every backup", at: site.redis.backup.method.span
        ).help("write `method: rdbStream`"), site: site)
    }
  }
}
