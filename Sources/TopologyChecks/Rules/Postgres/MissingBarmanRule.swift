import Diagnostics
import TopologyModel

/// Images of CloudNativePG without Barman Cloud, where the instance manager needs it.
struct MissingBarmanRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 361, "missing-barman",
    summary: "Backups are made without the plugin, by an image that does not contain Barman Cloud.",
    why: "The instance manager calls `barman-cloud-wal-archive`: no WAL is archived.",
    sources: [
      .document(
        "CNPG PostgreSQL container images",
        "https://github.com/cloudnative-pg/postgres-containers#image-types")
    ], isWaivable: true,
    bad: [
      .init(
        "postgres: {backup: {method: inTree}, image: 'ghcr.io/cloudnative-pg/postgresql:16.10-minimal-trixie'}"
      )
    ],
    good: [
      .init(
        "postgres: {backup: {method: inTree}, image: 'ghcr.io/cloudnative-pg/postgresql:16.10-system-trixie'}"
      ),
      .init(
        "postgres: {backup: {method: inTree}, image: 'registry.example.net/postgresql:16.10-own'}"),
    ])

  func check(_ topology: Topology, into findings: inout Findings) {
    for site in topology.sites where site.postgres.backup.method.value == .inTree {
      let image = site.postgres.image
      guard let flavour = image.value.flavour, flavour != "system" else { continue }
      findings.report(
        Diagnostic(
          Self.info, "`\(image.value.tag)` does not contain Barman Cloud",
          at: image.span ?? site.id.span
        ).label(site.postgres.backup.method.span, "backups need it in the image")
          .help("use a `system` image, or the plugin"), site: site)
    }
  }
}
