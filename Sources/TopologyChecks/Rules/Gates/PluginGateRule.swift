import Diagnostics
import TopologyModel

/// GATE-04.
struct PluginGateRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 204, "plugin-gate",
    summary: "The Barman Cloud plugin does not work, or is not safe, with this CloudNativePG.",
    why:
      "It requires 1.26; before 0.14.0 it can restore WAL from the wrong place during a promotion.",
    sources: [
      .catalogue("GATE-04"), .cloudNativePG("release notes", "release_notes/"),
      .issue("cloudnative-pg/plugin-barman-cloud", 965),
      .issue("cloudnative-pg/plugin-barman-cloud", 966),
      .issue("cloudnative-pg/plugin-barman-cloud", 1009),
    ],
    isWaivable: true,
    bad: [.init("operators: {cnpg: 1.25.2}"), .init("operators: {barmanPlugin: 0.12.0}")],
    good: [.init("operators: {cnpg: 1.30.0, barmanPlugin: 0.14.0}")])

  func check(_ topology: Topology, into findings: inout Findings) {
    for site in topology.sites
    where site.postgres.backup.method.value == .plugin {
      let version = site.operators.cnpg
      guard version.value.isAtLeast(1, 24), !version.value.isAtLeast(1, 26) else { continue }
      findings.report(
        Diagnostic(
          Self.info, "CloudNativePG \(version.value) cannot load the Barman Cloud plugin",
          at: version.span
        ).help("upgrade CloudNativePG to 1.30, or set `postgres.backup.method: inTree`"),
        site: site)
    }
    for site in topology.sites
    where site.postgres.backup.method.value == .plugin {
      let version = site.operators.barmanPlugin
      guard !version.value.isAtLeast(0, 14) else { continue }
      var diagnostic = Diagnostic(
        Self.info, "Barman Cloud plugin \(version.value) can replay the wrong WAL at a promotion",
        at: version.span
      ).help("upgrade the plugin to 0.14.0")
      diagnostic.severity = .warning
      findings.report(diagnostic, site: site)
    }
  }
}
