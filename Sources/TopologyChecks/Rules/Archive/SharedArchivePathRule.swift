import Diagnostics
import TopologyModel

/// ARC-001.
struct SharedArchivePathRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 421, "shared-archive-path",
    summary: "Two sites archive to the same place.",
    why: "Two writers on one path destroy both archives.",
    sources: [.catalogue("ARC-001"), .cloudNativePG("replica clusters", "replica_cluster/")],
    bad: [
      .init(
        """
        objectStores:
          - id: store
            buckets:
              - {name: infisical-dc1, site: dc1, purpose: postgres}
              - {name: infisical-dc1, site: dc2, purpose: postgres}
        """)
    ],
    good: [.init("objectStores: [{id: store, region: eu-central-1}]")])

  func check(_ topology: Topology, into findings: inout Findings) {
    for (first, place) in ArchivePlace.all(in: topology).repeats(by: \.identity) {
      findings.report(
        Diagnostic(
          Self.info, "`\(place.site)` and `\(first.site)` both write to \(place.text)",
          at: place.bucket.span
        ).label(first.bucket.span, "the first one is here")
          .help("give every site and purpose a separate bucket or `path`"))
    }
  }
}
