import Diagnostics
import TopologyModel

/// PG-033.
struct StaleStreamingCertificateRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 333, "stale-streaming-certificate", .warning,
    summary: "Sites stream with copies of certificates that CloudNativePG renews every 90 days.",
    why:
      "When a copy expires, streaming stops silently and the site falls back to the archive.",
    sources: [.catalogue("PG-033"), .cloudNativePG("certificates", "certificates/")],
    isWaivable: true,
    bad: [
      .init(
        """
        postgres: {replication: hybrid}
        sites:
          - {id: dc1, postgres: {streamingEndpoint: {host: a.example.net, peerCIDR: [10.2.0.0/16]}}}
          - {id: dc2, postgres: {streamingEndpoint: {host: b.example.net, peerCIDR: [10.1.0.0/16]}}}
        """)
    ],
    good: [.init("postgres: {replication: archive}")])

  func check(_ topology: Topology, into findings: inout Findings) {
    for site in topology.sites where site.postgres.replication.value == .hybrid {
      findings.report(
        Diagnostic(
          Self.info, "the peers' copies of the streaming certificates expire after 90 days",
          at: site.postgres.replication.span ?? site.id.span
        ).help(
          "copy the Secrets again when the alert InfisicalStreamingCertificateEnds fires, or let a tool copy them"
        ),
        site: site)
    }
  }
}
