import Diagnostics
import TopologyModel

/// TOPO-022.
struct MissingFenceRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 122, "missing-fence", .warning,
    summary: "A site has no way to be fenced from outside.",
    why:
      "A site that comes back starts with the objects of before, earlier than its agent reads that it was given up.",
    sources: [.catalogue("TOPO-022"), .redoubt("operations", "docs/operations.md")],
    isWaivable: true,
    bad: [
      .init(
        "sites: [{id: dc1, fences: []}]")
    ],
    good: [
      .init(
        "sites: [{id: dc1, fences: [{method: power, reference: wiki}]}]")
    ])

  func check(_ topology: Topology, into findings: inout Findings) {
    for site in topology.sites {
      guard site.fences.isEmpty else { continue }
      findings.report(
        Diagnostic(Self.info, "`\(site.id.value)` has no fence from outside", at: site.id.span)
          .help("write under `fences` who cuts network, power, storage or credentials, and how"),
        site: site)
    }
  }
}
