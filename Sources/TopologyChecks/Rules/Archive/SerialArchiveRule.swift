import Diagnostics
import TopologyModel

/// ARC-018.
struct SerialArchiveRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 438, "serial-archive", .warning,
    summary: "WAL is transferred one file at a time.",
    why: "A replica that is behind takes long to catch up.",
    sources: [.catalogue("ARC-018")], isWaivable: true,
    bad: [
      .init(
        "postgres: {backup: {maxParallel: 1}}")
    ],
    good: [
      .init(
        "postgres: {backup: {maxParallel: 8}}")
    ])

  func check(_ topology: Topology, into findings: inout Findings) {
    for site in topology.sites {
      guard site.postgres.backup.maxParallel.value == 1 else { continue }
      findings.report(
        Diagnostic(
          Self.info, "WAL of `\(site.id.value)` is transferred one file at a time",
          at: site.postgres.backup.maxParallel.span
        )
        .help("set `maxParallel` to 4 or more"), site: site)
    }
  }
}
