import Diagnostics
import TopologyModel

/// NET-007.
struct UnenforcedPoliciesRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 707, "unenforced-policies",
    summary: "Network policies are enabled, but the network plugin does not enforce them.",
    why: "They are accepted and have no effect: a false sense of safety.",
    sources: [.catalogue("NET-007")], isWaivable: true,
    bad: [
      .init(
        "kubernetes: {cni: flannel}")
    ],
    good: [
      .init(
        "kubernetes: {cni: cilium}")
    ])

  func check(_ topology: Topology, into findings: inout Findings) {
    for site in topology.sites {
      guard site.kubernetes.cni?.value == .flannel, site.network.policies.value else { continue }
      findings.report(
        Diagnostic(Self.info, "flannel does not enforce policies", at: site.kubernetes.cni?.span)
          .help("use another plugin, or set `network.policies: false`"), site: site)
    }
  }
}
