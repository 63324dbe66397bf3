import Diagnostics
import TopologyModel

/// TOPO-016.
struct ReplicationFanOutRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 116, "replication-fan-out", .note,
    summary: "More than three sites read each archive.",
    why: "Every passive site reads the complete WAL of the active site over the WAN.",
    sources: [.catalogue("TOPO-016")], isWaivable: true,
    bad: [
      .init(
        "sites: [{id: dc3, role: passive, failureDomain: rome, kubernetes: {apiServerCIDR: [10.3.0.0/28], podCIDR: 10.44.0.0/16}, ingress: {vip: 10.3.0.20}}, {id: dc4, role: passive, failureDomain: paris, kubernetes: {apiServerCIDR: [10.4.0.0/28], podCIDR: 10.45.0.0/16}, ingress: {vip: 10.4.0.20}}]"
      )
    ],
    good: [
      .init(
        "sites: [{id: dc3, role: passive, failureDomain: rome, kubernetes: {apiServerCIDR: [10.3.0.0/28], podCIDR: 10.44.0.0/16}, ingress: {vip: 10.3.0.20}}]"
      )
    ])

  func check(_ topology: Topology, into findings: inout Findings) {
    guard topology.sites.count > 3, let last = topology.sites.last else { return }
    findings.report(
      Diagnostic(
        Self.info,
        "\(topology.sites.count - 1) sites read the archive of the active site",
        at: last.id.span
      ).help("budget its WAL that many times in the network"))
  }
}
