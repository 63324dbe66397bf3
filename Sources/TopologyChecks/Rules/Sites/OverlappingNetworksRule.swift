import Diagnostics
import TopologyModel

/// TOPO-015.
struct OverlappingNetworksRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 115, "overlapping-networks",
    summary: "Pod or service networks of two sites overlap while the sites stream to each other.",
    why: "A streaming connection routed between pod networks may end in the wrong site.",
    sources: [.catalogue("TOPO-015")], isWaivable: true,
    bad: [
      .init(
        """
        postgres: {replication: hybrid}
        sites:
          - id: dc1
            kubernetes: {podCIDR: 10.42.0.0/16}
            postgres: {streamingEndpoint: {host: pg.dc1.example.net, peerCIDR: [10.2.0.0/16]}}
          - id: dc2
            kubernetes: {podCIDR: 10.42.128.0/17}
            postgres: {streamingEndpoint: {host: pg.dc2.example.net, peerCIDR: [10.1.0.0/16]}}
        """)
    ],
    good: [
      .init(
        "sites: [{id: dc1, kubernetes: {podCIDR: 10.42.0.0/16}}, {id: dc2, kubernetes: {podCIDR: 10.42.0.0/16}}]"
      )
    ])

  func check(_ topology: Topology, into findings: inout Findings) {
    guard topology.sites.contains(where: { $0.postgres.replication.value == .hybrid }) else {
      return
    }
    for (position, site) in topology.sites.enumerated() {
      for other in topology.sites[..<position] {
        for (left, right) in [
          (site.kubernetes.podCIDR, other.kubernetes.podCIDR),
          (site.kubernetes.serviceCIDR, other.kubernetes.serviceCIDR),
        ] {
          guard let left, let right, left.value.overlaps(right.value) else { continue }
          findings.report(
            Diagnostic(
              Self.info,
              "\(left.value) of `\(site.id.value)` overlaps \(right.value) of `\(other.id.value)`",
              at: left.span
            ).label(right.span, "the other network"), site: site)
        }
      }
    }
  }
}
