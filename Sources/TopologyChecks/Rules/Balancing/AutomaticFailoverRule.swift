import Diagnostics
import TopologyModel

/// LB-021.
struct AutomaticFailoverRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 821, "automatic-failover",
    summary: "Health checks between locations can choose the site that serves users.",
    why: "That is an automatic failover, which can cause split brain without human action.",
    sources: [
      .catalogue("LB-021"),
      .infisical(
        "reference architecture on Kubernetes (HA)",
        "self-hosting/reference-architectures/on-prem-k8s-ha"),
    ],
    bad: [
      .init(
        "globalLB: {ha: {healthChecksChoose: site}}")
    ],
    good: [
      .init(
        "globalLB: {ha: {healthChecksChoose: entryPoint}}")
    ])

  func check(_ topology: Topology, into findings: inout Findings) {
    guard let choice = topology.globalLB.ha?.healthChecksChoose, choice.value == .site else {
      return
    }
    findings.report(
      Diagnostic(Self.info, "health checks choose the site that serves", at: choice.span)
        .help("let them choose the load balancer node only: `entryPoint`"))
  }
}
