import Diagnostics
import TopologyModel

/// GATE-11.
struct OldInfisicalRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 211, "old-infisical", .warning,
    summary: "The version of Infisical is unknown, or too old to run migrations at startup.",
    why:
      "The active site relies on migrations at startup; before 0.111 they had to be run manually.",
    sources: [.catalogue("GATE-11")], isWaivable: true,
    bad: [
      .init(
        "version: infisical/infisical:v0.93.1-postgres"),
      .init(
        "version: infisical/infisical:nightly"),
    ],
    good: [
      .init(
        "version: infisical/infisical:v0.111.0-postgres")
    ])

  func check(_ topology: Topology, into findings: inout Findings) {
    let image = topology.version.value
    guard image.leadingVersion.map({ $0 < Version(0, 111, 0) }) ?? true else { return }
    findings.report(
      Diagnostic(
        Self.info, "`\(image.tag)` may not run migrations at startup",
        at: topology.version.span
      ).help("use v0.111.0 or later, with the version in the tag"))
  }
}
