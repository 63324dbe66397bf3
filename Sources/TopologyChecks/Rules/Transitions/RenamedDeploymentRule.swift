import Diagnostics
import TopologyModel

/// TOPO-019.
struct RenamedDeploymentRule: TransitionRule {
  static let info = RuleInfo(
    .topology, 119, "renamed-deployment",
    summary:
      "The deployment or its namespace has a different name than in the last build.",
    why: "Clusters with another name are new and empty; the old ones are left behind.",
    sources: [.catalogue("TOPO-019")],
    bad: [.init("namespace: vault", previous: ["{}"])],
    good: [.init("namespace: vault", previous: ["namespace: vault"])])

  func check(_ change: TopologyChange, into findings: inout Findings) {
    compare("deployment", change.topology.name, change.previous.deployment.value, &findings)
    compare("namespace", change.topology.namespace, change.previous.namespace.value, &findings)
  }

  private func compare(
    _ what: String, _ now: Located<DNSLabel>, _ before: String, _ findings: inout Findings
  ) {
    guard now.value.description != before else { return }
    findings.report(
      Diagnostic(Self.info, "the \(what) was `\(before)` and is `\(now.value)`", at: now.span)
        .help("write `\(before)`; a second deployment needs a separate output directory"))
  }
}
