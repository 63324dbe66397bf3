import Diagnostics
import TopologyModel

/// Section 1.6.
struct UnknownBackupRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 129, "unknown-backup",
    summary: "The key of the Redis backup to restore names no site of the topology.",
    why:
      "The restore derives store and login from the site in the key; without it, the pod never starts.",
    sources: [.redoubt("Redis", "docs/redis.md")],
    bad: [
      .init("operation: {redisRestore: {site: dc1, backup: KEY}}"),
      .init("operation: {redisRestore: {site: dc1, backup: a/redis/dc9-e1/x.rdb.gz}}"),
    ],
    good: [
      .init("operation: {redisRestore: {site: dc1, backup: a/redis/dc1-e1/2026/11/20/0907.rdb.gz}}")
    ])

  func check(_ topology: Topology, into findings: inout Findings) {
    guard let restore = topology.operation.redisRestore else { return }
    let parts = restore.backup.value.description.split(separator: "/").map(String.init)
    let folder = parts.firstIndex(of: "redis").flatMap {
      $0 + 1 < parts.count ? parts[$0 + 1] : nil
    }
    let isKnown = topology.sites.contains { site in
      folder?.hasPrefix("\(site.id.value)-e") == true
    }
    guard !isKnown || parts.last?.hasSuffix(".rdb.gz") != true else { return }
    findings.report(
      Diagnostic(
        Self.info, "`\(restore.backup.value)` is not the key of a backup", at: restore.backup.span
      )
      .help("write it as …redis/SITE-eEPOCH/….rdb.gz, as the store lists it"))
  }
}
