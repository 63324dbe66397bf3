import Diagnostics
import TopologyModel

/// APP-003.
struct SingleReplicaRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 603, "single-replica",
    summary: "The active site runs fewer than two pods of Infisical.",
    why: "A restart or a node drain interrupts the service.",
    sources: [.catalogue("APP-003")], isWaivable: true,
    bad: [.init("app: {replicas: 1}"), .init("app: {replicas: 0}")],
    good: [.init("app: {replicas: 2}")])

  func check(_ topology: Topology, into findings: inout Findings) {
    for site in topology.sites {
      let count = site.app.minReplicas
      guard count.value < 2 else { continue }
      var diagnostic = Diagnostic(
        Self.info,
        "only \(count.value == 1 ? "1 pod" : "\(count.value) pods") of Infisical while `\(site.id.value)` is active",
        at: count.span
      ).help("set `replicas: 3`; a passive site automatically runs none")
      diagnostic.severity = count.value < 1 ? .error : .warning
      findings.report(diagnostic, site: site)
    }
  }
}
