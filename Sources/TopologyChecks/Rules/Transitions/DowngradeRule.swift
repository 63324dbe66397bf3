import Diagnostics
import TopologyModel

/// OPS-06, for the direction of an upgrade.
struct DowngradeRule: TransitionRule {
  static let info = RuleInfo(
    .topology, 909, "infisical-downgrade",
    summary: "The Infisical version is older than in the last build.",
    why:
      "Each release migrates the database when it starts; an older one does not know the new schema, and no release migrates back.",
    sources: [.catalogue("OPS-06")],
    bad: [.init("version: infisical/infisical:v0.160.0", previous: ["{}"])],
    good: [.init("version: infisical/infisical:v0.166.0", previous: ["{}"])])

  func check(_ change: TopologyChange, into findings: inout Findings) {
    let now = change.topology.version
    guard let before = change.previous.fact(.version).flatMap({ ImageReference($0) }),
      let old = before.leadingVersion, let new = now.value.leadingVersion, new < old
    else { return }
    // A rollback brings the schema of then back; its end is steady again, with the older version.
    if case .rollback = change.before.operation { return }
    findings.report(
      Diagnostic(
        Self.info, "Infisical was \(before.tag) and is \(now.value.tag)", at: now.span
      ).help(
        "write \(before.tag); to return to the older one, `rollback` to a moment before the upgrade and change the version during it"
      ))
  }
}
