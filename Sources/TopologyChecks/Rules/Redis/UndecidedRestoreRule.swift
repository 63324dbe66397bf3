import Diagnostics
import TopologyModel

/// RED-020.
struct UndecidedRestoreRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 570, "undecided-restore", .warning,
    summary: "What becomes of Redis data at a takeover is not decided.",
    why:
      "Restored jobs may run twice, forgotten ones never: somebody has to choose before the incident.",
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
          Self.info, "what becomes of Redis of `\(site.id.value)` is left to a default",
          at: site.id.span
        )
        .help("write `redis.restorePolicy: restore` or `startEmpty`"), site: site)
    }
  }
}
