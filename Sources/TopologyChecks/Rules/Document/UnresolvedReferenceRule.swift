import Diagnostics
import TopologyModel

/// Names that lead nowhere.
struct UnresolvedReferenceRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 11, "unresolved-reference",
    summary: "A name refers to a site, node or resource that the topology does not have.",
    why: "Everything that depends on the name would silently be left out.",
    sources: [.redoubt("the topology document", "docs/reference/topology.md")],
    bad: [
      .init("waivers: [{rule: TOP103, site: dc9, reason: planned, expires: 2030-01-01}]")
    ],
    good: [
      .init("waivers: [{rule: TOP103, site: dc1, reason: planned, expires: 2030-01-01}]")
    ])

  func check(_ topology: Topology, into findings: inout Findings) {
    let sites = topology.sites.map(\.id.value.description)
    let nodes = topology.globalLB.nodes.map(\.name.value.description)
    for store in topology.objectStores {
      for bucket in store.buckets {
        require(bucket.site.map(\.description), among: sites, "site", &findings)
      }
    }
    for site in topology.waivers.compactMap(\.site) {
      require(site.map(\.description), among: sites, "site", &findings)
    }
    for member in topology.globalLB.ha?.groups.flatMap(\.members) ?? [] {
      require(member.map(\.description), among: nodes, "load balancer node", &findings)
    }
    guard let resources = topology.infisicalResources else { return }
    let connections = resources.effectiveConnections.map(\.name.value.description)
    for name in resources.identities.compactMap(\.connection) {
      require(name.map(\.description), among: connections, "connection", &findings)
    }
    let identities = resources.identities.map(\.name.value.description)
    for secret in resources.staticSecrets {
      for site in secret.sites { require(site.map(\.description), among: sites, "site", &findings) }
      guard let name = secret.identity else { continue }
      require(name.map(\.description), among: identities, "identity", &findings)
    }
  }

  private func require(
    _ name: Located<String>, among known: [String], _ kind: String, _ findings: inout Findings
  ) {
    guard !known.contains(name.value) else { return }
    var diagnostic = Diagnostic(Self.info, "unknown \(kind) `\(name.value)`", at: name.span)
    if let near = Suggestion.nearest(to: name.value, in: known) {
      diagnostic = diagnostic.help("did you mean `\(near)`?")
    } else {
      diagnostic = diagnostic.note("known: \(known.joined(separator: ", "))")
    }
    findings.report(diagnostic)
  }
}
