import Diagnostics
import TopologyModel

/// NET-006.
struct OpenEgressRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 706, "open-egress", .warning,
    summary: "A policy lets pods reach any address.",
    why: "A compromised pod can send secrets anywhere.",
    sources: [.catalogue("NET-006")], isWaivable: true,
    bad: [
      .init(
        "network: {egress: [{cidr: 0.0.0.0/0}]}"),
      .init(
        "objectStores: [{id: store, cidr: []}]"),
    ],
    good: [
      .init(
        "network: {egress: [{cidr: 198.51.100.0/24}]}")
    ])

  func check(_ topology: Topology, into findings: inout Findings) {
    for site in topology.sites where site.network.policies.value {
      for destination in site.network.egress where destination.cidr.value.isEverything {
        findings.report(
          Diagnostic(Self.info, "Infisical may reach any address", at: destination.cidr.span)
            .help("list the networks that it needs"), site: site)
      }
    }
    guard topology.sites.contains(where: \.network.policies.value) else { return }
    for store in topology.objectStores where store.cidr.isEmpty {
      findings.report(
        Diagnostic(
          Self.info, "pods may reach any address on the port of `\(store.id.value)`",
          at: store.endpointURL.span
        ).help("list the store's networks in `cidr`"))
    }
  }
}
