import Diagnostics
import TopologyModel

/// LB-024.
struct ManagementInActiveDomainRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 824, "management-in-active-domain", .warning,
    summary: "Load balancer nodes can be administered only through the active site.",
    why: "If it is lost, nobody can switch the nodes.",
    sources: [.catalogue("LB-024")], isWaivable: true,
    bad: [
      .init(
        "globalLB: {nodes: [{name: lb1, location: frankfurt, address: 10.1.0.10, managementDomain: frankfurt}, {name: lb2, location: amsterdam, address: 10.2.0.10, managementDomain: frankfurt}]}"
      )
    ],
    good: [
      .init(
        "globalLB: {nodes: [{name: lb1, location: frankfurt, address: 10.1.0.10, managementDomain: rome}, {name: lb2, location: amsterdam, address: 10.2.0.10, managementDomain: rome}]}"
      )
    ])

  func check(_ topology: Topology, into findings: inout Findings) {
    guard let active = topology.activeSite else { return }
    let nodes = topology.globalLB.nodes
    guard let first = nodes.first?.managementDomain,
      nodes.allSatisfy({ $0.managementDomain == active.failureDomain })
    else { return }
    findings.report(
      Diagnostic(
        Self.info,
        "every node is administered through `\(first.value)`, which is lost with the active site",
        at: first.span
      ).help("keep an access path that does not depend on the active site"))
  }
}
