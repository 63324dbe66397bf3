import Diagnostics
import TopologyModel

/// NET-008.
struct OpenStreamingRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 708, "open-streaming",
    summary: "PostgreSQL is open to any network.",
    why: "Only peers need the streaming port.",
    sources: [.catalogue("NET-008")],
    bad: [
      .init(
        "{postgres: {replication: hybrid}, sites: [{id: dc1, postgres: {streamingEndpoint: {host: pg.dc1.example.net, peerCIDR: [0.0.0.0/0]}}}, {id: dc2, postgres: {streamingEndpoint: {host: pg.dc2.example.net, peerCIDR: [10.1.0.0/16]}}}]}"
      )
    ],
    good: [
      .init(
        "{postgres: {replication: hybrid}, sites: [{id: dc1, postgres: {streamingEndpoint: {host: pg.dc1.example.net, peerCIDR: [10.2.0.0/16]}}}, {id: dc2, postgres: {streamingEndpoint: {host: pg.dc2.example.net, peerCIDR: [10.1.0.0/16]}}}]}"
      )
    ])

  func check(_ topology: Topology, into findings: inout Findings) {
    for site in topology.sites {
      for cidr in site.postgres.streamingEndpoint?.peerCIDR ?? [] where cidr.value.isEverything {
        findings.report(
          Diagnostic(
            Self.info, "PostgreSQL of `\(site.id.value)` is open to any network", at: cidr.span
          ).help("list the peers' networks"), site: site)
      }
    }
  }
}
