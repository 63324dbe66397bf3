import Diagnostics
import TopologyModel

/// TOPO-022.
struct MissingFenceRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 122, "missing-fence", .warning,
    summary: "A site cannot be fenced externally.",
    why:
      "A site that returns starts with its old objects, before its agent reads that it was fenced.",
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
        Diagnostic(Self.info, "`\(site.id.value)` has no external fence", at: site.id.span)
          .help("list under `fences` who cuts network, power, storage or credentials, and how"),
        site: site)
    }
  }
}
