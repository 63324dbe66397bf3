import Diagnostics
import TopologyModel

/// TOPO-019, for a site that may still run where nobody can look.
struct LostRetirementRule: TransitionRule {
  static let info = RuleInfo(
    .topology, 134, "unproven-retirement",
    summary: "A fenced site is retired without confirmation that it can never run again.",
    why:
      "A lost site can return with its old database; while its block is in the topology, its fence, alerts and runbook stay in place. Only people know that its Cluster is deleted or its machines are destroyed.",
    sources: [.catalogue("TOPO-019"), .catalogue("TOPO-010")],
    bad: [
      .init(
        "operation: {retirement: {site: dc2}}",
        previous: ["sites: [{id: dc2, role: fenced}]"])
    ],
    good: [
      .init(
        "operation: {retirement: {site: dc2, acknowledgedBy: [ann, bob], incidentRef: INC-7}}\nsites: [{id: dc2, role: fenced}]",
        previous: ["sites: [{id: dc2, role: fenced}]"])
    ])

  func check(_ change: TopologyChange, into findings: inout Findings) {
    guard let retirement = change.topology.operation.retirement,
      let before = change.before.site(retirement.site.value),
      change.before.operation == .steady, before.role == .fenced, !before.isCleared
    else { return }
    let hasReference = retirement.incidentRef.map { !$0.value.isEmpty } ?? false
    guard retirement.acknowledgedBy.approverCount < 2 || !hasReference else { return }
    findings.report(
      Diagnostic(
        Self.info,
        "`\(retirement.site.value)` is fenced: two people must confirm that it can never run again",
        at: retirement.site.span ?? retirement.span
      ).help(
        "once its Cluster is deleted or its machines are destroyed, pass `--acknowledged-by` twice and `--incident`"
      ))
  }
}
