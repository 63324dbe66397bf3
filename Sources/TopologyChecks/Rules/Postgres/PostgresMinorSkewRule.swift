import Diagnostics
import TopologyModel

/// PG-016.
struct PostgresMinorSkewRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 316, "postgres-minor-skew", .warning,
    summary: "Sites run different minor versions of PostgreSQL.",
    why: "Replicas should be at least as new as their primary.",
    sources: [.catalogue("PG-016")], isWaivable: true,
    bad: [
      .init(
        "sites: [{id: dc2, postgres: {image: 'ghcr.io/cloudnative-pg/postgresql:16.9-standard-trixie@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef'}}]"
      )
    ],
    good: [
      .init(
        "postgres: {image: 'ghcr.io/cloudnative-pg/postgresql:16.9-standard-trixie@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef'}"
      )
    ])

  func check(_ topology: Topology, into findings: inout Findings) {
    guard let active = topology.activeSite else { return }
    let image = active.postgres.image
    for site in topology.sites {
      let other = site.postgres.image
      guard other.value.majorVersion == image.value.majorVersion,
        other.value.leadingVersion != image.value.leadingVersion
      else { continue }
      findings.report(
        Diagnostic(
          Self.info,
          "`\(site.id.value)` runs \(other.value.tag), but the active site runs \(image.value.tag)",
          at: other.span ?? site.id.span
        )
        .help("upgrade passive sites first, and the active site soon after"), site: site)
    }
  }
}
