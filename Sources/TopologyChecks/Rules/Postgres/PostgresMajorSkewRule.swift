import Diagnostics
import TopologyModel

/// PG-013.
struct PostgresMajorSkewRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 313, "postgres-major-skew",
    summary: "Sites run different major versions of PostgreSQL.",
    why: "Physical replication works only within one major version.",
    sources: [
      .catalogue("PG-013"),
      .document(
        "PostgreSQL 18, section 26.2.1", "https://www.postgresql.org/docs/18/warm-standby.html"),
    ],
    bad: [
      .init(
        "sites: [{id: dc2, postgres: {image: 'ghcr.io/cloudnative-pg/postgresql:17.6-standard-trixie'}}]"
      )
    ],
    good: [.init("postgres: {image: 'ghcr.io/cloudnative-pg/postgresql:17.6-standard-trixie'}")])

  func check(_ topology: Topology, into findings: inout Findings) {
    guard let first = topology.sites.first else { return }
    let image = first.postgres.image
    for site in topology.sites.dropFirst() {
      let other = site.postgres.image
      guard other.value.majorVersion != image.value.majorVersion else { continue }
      findings.report(
        Diagnostic(
          Self.info,
          "`\(site.id.value)` runs PostgreSQL \(other.value.tag), "
            + "`\(first.id.value)` \(image.value.tag)",
          at: other.span
        ).label(image.span, "the other major version").help(
          "set one image at the top of the document"),
        site: site)
    }
  }
}
