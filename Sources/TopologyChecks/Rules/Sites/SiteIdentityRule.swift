import Diagnostics
import TopologyModel

/// TOPO-002.
struct SiteIdentityRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 102, "ambiguous-site-id",
    summary: "Two sites have the same ID, or a name derived from it is too long.",
    why:
      "IDs name Clusters, archives and directories; CloudNativePG rejects names over 50 characters.",
    sources: [
      .catalogue("TOPO-002"),
      .cloudNativePGSource("cluster webhook", "internal/webhook/v1/cluster_webhook.go"),
    ],
    bad: [
      .init(
        """
        sites:
          - {id: dc1, role: active, failureDomain: frankfurt}
          - {id: dc1, role: passive, failureDomain: amsterdam}
        kubernetes: {apiServerCIDR: [10.0.0.0/16]}
        """)
    ],
    good: [.init("sites: [{id: dc1, role: active}, {id: dc2, role: passive}]")])

  func check(_ topology: Topology, into findings: inout Findings) {
    for (first, again) in topology.sites.repeats(by: \.id.value) {
      findings.report(
        Diagnostic(Self.info, "duplicate site ID `\(again.id.value)`", at: again.id.span)
          .label(first.id.span, "the first one is here")
          .help("IDs must be unique: they name the archive that a site writes to"),
        site: again)
    }
    if topology.name.value.description.first?.isNumber == true {
      findings.report(
        Diagnostic(
          Self.info,
          "`\(topology.name.value)` starts with a digit, which is not allowed for Services",
          at: topology.name.span
        ).help("start `metadata.name` with a letter (DNS-1035)"))
    }
    for site in topology.sites {
      let name = topology.names(of: site).cluster.value
      if name.utf8.count > 50 {
        findings.report(
          Diagnostic(
            Self.info, "the Cluster would be called `\(name)`, which is longer than 50 characters",
            at: topology.name.span
          ).label(site.id.span, "together with this ID").help("shorten `metadata.name`"),
          site: site)
      }
    }
  }
}
