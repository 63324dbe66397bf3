import Diagnostics
import TopologyModel

/// GATE-03.
struct InTreeBackupRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 203, "in-tree-backup",
    summary: "Backups use CloudNativePG's in-tree support, which is being removed.",
    why: "It is deprecated since 1.26; its removal is announced for 1.31.",
    sources: [
      .catalogue("GATE-03"), .cloudNativePG("release notes", "release_notes/"),
      .cloudNativePG("release notes", "release_notes/v1.30/"),
    ],
    bad: [
      .init("{operators: {cnpg: 1.31.0}, postgres: {backup: {method: inTree}}}"),
      .init("postgres: {backup: {method: inTree}}"),
    ],
    good: [.init("postgres: {backup: {method: plugin}}")])

  func check(_ topology: Topology, into findings: inout Findings) {
    for site in topology.sites
    where site.postgres.backup.method.value == .inTree {
      let version = site.operators.cnpg
      let isGone = version.value.isAtLeast(1, 31)
      guard version.value.isAtLeast(1, 26) else { continue }
      var diagnostic = Diagnostic(
        Self.info,
        isGone
          ? "CloudNativePG \(version.value) has no in-tree backups: their removal is announced for 1.31"
          : "in-tree backups are deprecated since CloudNativePG 1.26",
        at: site.postgres.backup.method.span
      ).label(version.span, "the operator of site `\(site.id.value)`")
        .help("set `method: plugin`; the destination and the server name stay the same")
      diagnostic.severity = isGone ? .error : .warning
      findings.report(diagnostic, site: site)
    }
  }
}
