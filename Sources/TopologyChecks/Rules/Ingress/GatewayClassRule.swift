import Diagnostics
import TopologyModel

/// ING-001.
struct GatewayClassRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 742, "missing-gateway-class",
    summary: "A Gateway without a class.",
    why: "The Gateway API has no default class: no controller would accept the Gateway.",
    sources: [
      .catalogue("ING-001"),
      .document(
        "Gateway API, Gateway", "https://gateway-api.sigs.k8s.io/reference/spec/#gatewayspec"),
    ],
    bad: [
      .init(
        "ingress: {kind: gatewayAPI, class: null}")
    ],
    good: [
      .init(
        "ingress: {kind: gatewayAPI, class: envoy}")
    ])

  func check(_ topology: Topology, into findings: inout Findings) {
    for site in topology.sites {
      guard site.ingress.kind.value == .gatewayAPI, site.ingress.className == nil else { continue }
      findings.report(
        Diagnostic(
          Self.info, "the Gateway of `\(site.id.value)` has no class", at: site.ingress.kind.span
        )
        .help("set `ingress.class` to a GatewayClass"), site: site)
    }
  }
}
