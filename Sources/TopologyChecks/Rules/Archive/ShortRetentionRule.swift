import Diagnostics
import TopologyModel

/// ARC-011.
struct ShortRetentionRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 431, "short-retention", .warning,
    summary: "Base backups are kept for less than a week.",
    why: "A fault that is noticed after a weekend could no longer be rolled back.",
    sources: [.catalogue("ARC-011")], isWaivable: true,
    bad: [.init("postgres: {backup: {retention: 3d}}")],
    good: [.init("postgres: {backup: {retention: 2w}}")])

  func check(_ topology: Topology, into findings: inout Findings) {
    for site in topology.sites {
      let retention = site.postgres.backup.retention
      guard retention.value.days < 7 else { continue }
      findings.report(
        Diagnostic(
          Self.info, "backups are kept for only \(retention.value)", at: retention.span
        ).help("write `retention: 30d`"), site: site)
    }
  }
}
