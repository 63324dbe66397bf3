import Diagnostics
import TopologyModel

/// RED-020.
struct UndecidedRestoreRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 570, "undecided-restore", .warning,
    summary: "It is not decided what happens to Redis data at a failover.",
    why:
      "Restored jobs may run twice, dropped jobs never run: decide before the incident.",
    sources: [.catalogue("RED-020")], isWaivable: true,
    bad: [
      .init(
        "redis: {restorePolicy: null}")
    ],
    good: [
      .init(
        "redis: {restorePolicy: startEmpty}")
    ])

  func check(_ topology: Topology, into findings: inout Findings) {
    for site in topology.sites {
      guard site.redis.restorePolicy.span == nil else { continue }
      findings.report(
        Diagnostic(
          Self.info, "what happens to the Redis data of `\(site.id.value)` is left to a default",
          at: site.id.span
        )
        .help("write `redis.restorePolicy: restore` or `startEmpty`"), site: site)
    }
  }
}
