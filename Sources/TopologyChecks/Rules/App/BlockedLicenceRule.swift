import Diagnostics
import TopologyModel

/// APP-029.
struct BlockedLicenceRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 629, "blocked-licence", .warning,
    summary: "An online licence, without network access to the vendor.",
    why: "Infisical falls back to the community edition.",
    sources: [.catalogue("APP-029")], isWaivable: true,
    bad: [
      .init(
        "app: {license: online}")
    ],
    good: [
      .init(
        "app: {license: online}\nnetwork: {egress: [{cidr: 203.0.113.0/24}]}")
    ])

  func check(_ topology: Topology, into findings: inout Findings) {
    for site in topology.sites {
      guard site.app.license.value == .online, site.network.policies.value,
        !site.network.egress.contains(where: { $0.port.value == .https })
      else { continue }
      findings.report(
        Diagnostic(
          Self.info, "policies of `\(site.id.value)` block the licence server",
          at: site.app.license.span
        )
        .help("add its network to `network.egress`, or use an offline licence"), site: site)
    }
  }
}
