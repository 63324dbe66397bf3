import Diagnostics
import TopologyModel

/// Names given twice.
struct DuplicateNameRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 12, "duplicate-name",
    summary: "Two items of one kind, or two buckets of one site, have the same name.",
    why: "Only one of them would reach the output.",
    sources: [.redoubt("the topology document", "docs/reference/topology.md")],
    bad: [
      .init(
        """
        globalLB:
          nodes:
            - {name: lb1, location: frankfurt, address: 10.1.0.10}
            - {name: lb1, location: amsterdam, address: 10.2.0.10}
        """)
    ],
    good: [.init("globalLB: {httpsPort: 8443}")])

  func check(_ topology: Topology, into findings: inout Findings) {
    unique(topology.objectStores.map { $0.id.map(\.description) }, "object stores", &findings)
    unique(topology.globalLB.nodes.map { $0.name.map(\.description) }, "nodes", &findings)
    if let resources = topology.infisicalResources {
      unique(resources.connections.map { $0.name.map(\.description) }, "connections", &findings)
      unique(resources.identities.map { $0.name.map(\.description) }, "identities", &findings)
      unique(
        resources.staticSecrets.map { $0.name.map(\.description) }, "static secrets", &findings)
    }
    let buckets = topology.objectStores.flatMap(\.buckets)
    let roles = buckets.map { bucket in
      bucket.site.map { "\(bucket.purpose.value.rawValue) bucket of \($0)" }
    }
    for (first, second) in roles.repeats(by: \.value) {
      findings.report(
        Diagnostic(Self.info, "a second \(second.value)", at: second.span)
          .label(first.span, "the first one is here")
          .help("keep one: a site has one destination per purpose"))
    }
  }

  private func unique(
    _ names: [Located<String>], _ kind: String, _ findings: inout Findings
  ) {
    for (first, second) in names.repeats(by: \.value) {
      findings.report(
        Diagnostic(Self.info, "duplicate \(kind) name `\(second.value)`", at: second.span)
          .label(first.span, "the first one is here")
          .help("rename one of them"))
    }
  }
}
