import Diagnostics
import TopologyModel

/// OPS-06.
struct UpgradeDuringOperationRule: TransitionRule {
  static let info = RuleInfo(
    .topology, 906, "upgrade-during-operation", .warning,
    summary: "The Infisical version changes in the commit of an operation's step.",
    why:
      "Two changes at the same time hide which of them failed, and an upgrade migrates the database.",
    sources: [.catalogue("OPS-06")], isWaivable: true,
    bad: [
      .init(
        "version: infisical/infisical:v0.166.0\noperation: {switchover: {from: dc1, to: dc2, phase: quiesce}}",
        previous: ["{}"])
    ],
    good: [.init("version: infisical/infisical:v0.166.0", previous: ["{}"])])

  func check(_ change: TopologyChange, into findings: inout Findings) {
    guard !change.topology.operation.isSteady,
      let before = change.previous.fact(.version),
      before != change.topology.version.value.description
    else { return }
    findings.report(
      Diagnostic(
        Self.info, "the Infisical version changes during an operation",
        at: change.topology.version.span
      ).help("write `\(before)` until the operation is over"))
  }
}
