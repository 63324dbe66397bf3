import Diagnostics
import TopologyModel

/// SEC-002.
struct SecretsInActiveDomainRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 722, "secrets-in-active-domain", .warning,
    summary: "The provider of Secrets is only in the active site's failure domain.",
    why: "If it is lost, no other site can start.",
    sources: [.catalogue("SEC-002")], isWaivable: true,
    bad: [
      .init(
        "secrets: {failureDomains: [frankfurt]}")
    ],
    good: [
      .init(
        "secrets: {failureDomains: [frankfurt, rome]}")
    ])

  func check(_ topology: Topology, into findings: inout Findings) {
    guard let active = topology.activeSite else { return }
    let domains = active.secrets.failureDomains
    guard let first = domains.first, domains.allSatisfy({ $0 == active.failureDomain }) else {
      return
    }
    findings.report(
      Diagnostic(
        Self.info, "Secrets come only from `\(first.value)`, which is lost with the active site",
        at: first.span
      ).help("run the provider in a second failure domain"), site: active)
  }
}
