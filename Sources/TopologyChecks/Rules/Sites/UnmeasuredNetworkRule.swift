import Diagnostics
import TopologyModel

/// TOPO-020.
struct UnmeasuredNetworkRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 121, "unmeasured-network", .warning,
    summary: "The RPO is shorter than the archive timeout, and no network to a peer was measured.",
    why: "WAL shipping cannot meet such an RPO; whether streaming can depends on the network.",
    sources: [.catalogue("TOPO-020")], isWaivable: true,
    bad: [
      .init(
        "objectives: {rpo: 1m}")
    ],
    good: [
      .init(
        "objectives: {rpo: 10m}")
    ])

  func check(_ topology: Topology, into findings: inout Findings) {
    guard let rpo = topology.objectives.rpo, let active = topology.activeSite,
      rpo.value < active.postgres.archiveTimeout.value, active.links.isEmpty
    else { return }
    findings.report(
      Diagnostic(
        Self.info, "`\(active.id.value)` has no measured network to its peers", at: rpo.span
      ).help("measure round-trip time and bandwidth, and set them under `links` of the site"),
      site: active)
  }
}
