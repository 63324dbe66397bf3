import Diagnostics
import TopologyModel

/// Section 1.6.
struct UnknownBackupRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 129, "unknown-backup",
    summary: "The key of the Redis backup to restore is not one that a site of the topology wrote.",
    why:
      "The restore derives store and login from the site in the key; without it, the pod never starts.",
    sources: [.redoubt("Redis", "docs/redis.md")],
    bad: [
      .init("operation: {redisRestore: {site: dc1, backup: KEY}}"),
      .init("operation: {redisRestore: {site: dc1, backup: redis/dc1-e1/latest.rdb.gz}}"),
      .init(
        "operation: {redisRestore: {site: dc1, backup: redis/dc9-e1/2026/11/20/dump-20261120T090700Z.rdb.gz}}"
      ),
      .init(
        "operation: {redisRestore: {site: dc1, backup: redis/dc1-e7/2026/11/20/dump-20261120T090700Z.rdb.gz}}"
      ),
      .init(
        "operation: {redisRestore: {site: dc1, backup: redis/dc1-e1/2026/13/20/dump-20261320T090700Z.rdb.gz}}"
      ),
    ],
    good: [
      .init(
        "operation: {redisRestore: {site: dc1, backup: a/redis/dc1-e1/2026/11/20/dump-20261120T090700Z.rdb.gz}}"
      ), .init("operation: {redisRestore: {site: dc1, backup: 'empty:202611200907'}}"),
    ])

  func check(_ topology: Topology, into findings: inout Findings) {
    guard let restore = topology.operation.redisRestore else { return }
    let backup = restore.backup.value
    if case .empty = backup { return }
    if let key = RedisBackupKey(backup.description), let site = topology.site(key.site) {
      guard key.epoch > site.postgres.epoch.value else { return }
      findings.report(
        Diagnostic(
          Self.info,
          "`\(backup)` is of archive epoch \(key.epoch), and `\(key.site)` is at \(site.postgres.epoch.value)",
          at: restore.backup.span
        ).help("use a key that the store lists"))
      return
    }
    findings.report(
      Diagnostic(
        Self.info, "`\(backup)` is not the key of a backup", at: restore.backup.span
      )
      .help(
        "write it as …redis/SITE-eEPOCH/YYYY/MM/DD/dump-YYYYMMDDTHHMMSSZ.rdb.gz, as the store lists it, or `empty:STAMP` for an empty Redis"
      ))
  }
}
