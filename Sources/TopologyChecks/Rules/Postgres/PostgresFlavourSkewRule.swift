import Diagnostics
import TopologyModel

/// PG-015.
struct PostgresFlavourSkewRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 315, "postgres-flavour-skew",
    summary: "Sites use images from different repositories or operating systems.",
    why: "Collation libraries of other versions sort text differently: indexes become corrupt.",
    sources: [.catalogue("PG-015")], isWaivable: true,
    bad: [
      .init(
        "sites: [{id: dc2, postgres: {image: 'ghcr.io/cloudnative-pg/postgresql:16.10-standard-bookworm'}}]"
      )
    ],
    good: [.init("postgres: {image: 'ghcr.io/cloudnative-pg/postgresql:16.10-standard-bookworm'}")])

  func check(_ topology: Topology, into findings: inout Findings) {
    guard let first = topology.sites.first else { return }
    let image = first.postgres.image
    for site in topology.sites.dropFirst() {
      let other = site.postgres.image
      guard flavour(other.value) != flavour(image.value) else { continue }
      findings.report(
        Diagnostic(
          Self.info, "`\(other.value)` and `\(image.value)` are built differently", at: other.span
        ).label(image.span, "the image of `\(first.id.value)`")
          .help("use one repository and one operating system in every site"), site: site)
    }
  }

  /// Repository, and the tag behind its version.
  private func flavour(_ image: ImageReference) -> String {
    // Numbers are versions and build stamps.
    let words = image.tag.split(separator: "-").filter { word in
      !word.allSatisfy { $0.isNumber || $0 == "." }
    }
    return "\(image.repository) \(words.joined(separator: "-"))"
  }
}
