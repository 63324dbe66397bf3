import Diagnostics
import TopologyModel
import YAMLSyntax

/// APP-032.
struct InternalAddressesRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 632, "internal-addresses", .warning,
    summary: "Infisical may connect to internal addresses.",
    why:
      "Anyone who can create an integration can then reach internal services (server-side request forgery).",
    sources: [.catalogue("APP-032")], isWaivable: true,
    bad: [
      .init(
        "app: {environment: {ALLOW_INTERNAL_IP_CONNECTIONS: 'true'}}")
    ],
    good: [
      .init(
        "app: {environment: {ALLOW_INTERNAL_IP_CONNECTIONS: 'false'}}")
    ])

  func check(_ topology: Topology, into findings: inout Findings) {
    for site in topology.sites {
      guard
        let pair = site.app.environment.last(where: {
          $0.key.value == "ALLOW_INTERNAL_IP_CONNECTIONS"
        }), pair.value.value == "true"
      else { continue }
      findings.report(
        Diagnostic(
          Self.info, "Infisical of `\(site.id.value)` may connect to internal addresses",
          at: pair.value.span
        )
        .help("disable it, and list what is needed in `network.egress`"), site: site)
    }
  }
}
