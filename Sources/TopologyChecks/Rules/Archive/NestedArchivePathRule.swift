import Diagnostics
import TopologyModel

/// ARC-002.
struct NestedArchivePathRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 422, "nested-archive-path",
    summary: "One archive is inside another.",
    why: "Retention and bucket policies of the outer archive affect the inner one.",
    sources: [.catalogue("ARC-002")],
    bad: [
      .init(
        """
        objectStores:
          - id: store
            buckets:
              - {name: infisical-dc1, site: dc1, purpose: postgres}
              - {name: infisical-dc1, site: dc1, purpose: redis, path: redis}
              - {name: infisical-dc2, site: dc2, purpose: postgres, path: pg}
              - {name: infisical-dc2, site: dc2, purpose: redis, path: cache}
        """)
    ],
    good: [.init("objectStores: [{id: store, region: eu-central-1}]")])

  func check(_ topology: Topology, into findings: inout Findings) {
    let places = ArchivePlace.all(in: topology)
    for inner in places {
      guard let outer = places.first(where: { $0.contains(inner) }) else { continue }
      findings.report(
        Diagnostic(
          Self.info, "\(inner.text) is inside \(outer.text)", at: inner.bucket.span
        ).label(outer.bucket.span, "the outer archive")
          .help("give them separate paths, side by side"))
    }
  }
}
