import Diagnostics
import TopologyModel

/// Images of CloudNativePG with Barman Cloud, beside the plugin that has its own.
struct UnusedBarmanRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 360, "unused-barman", .note,
    summary: "A PostgreSQL image contains Barman Cloud, though the plugin makes the backups.",
    why:
      "The plugin brings its own in a sidecar; that of the image is only weight, with its own vulnerabilities, and upstream ends these images.",
    sources: [
      .document(
        "CNPG PostgreSQL container images",
        "https://github.com/cloudnative-pg/postgres-containers#image-types")
    ], isWaivable: true,
    bad: [.init("postgres: {image: 'ghcr.io/cloudnative-pg/postgresql:16.10-system-trixie'}")],
    good: [
      .init("postgres: {image: 'ghcr.io/cloudnative-pg/postgresql:16.10-standard-trixie'}"),
      .init(
        "postgres: {backup: {method: inTree}, image: 'ghcr.io/cloudnative-pg/postgresql:16.10-system-trixie'}"
      ),
    ])

  func check(_ topology: Topology, into findings: inout Findings) {
    for site in topology.sites where site.postgres.backup.method.value == .plugin {
      let image = site.postgres.image
      guard image.value.flavour == "system" else { continue }
      let tag = image.value.tag.replacing("-system-", with: "-standard-")
      findings.report(
        Diagnostic(
          Self.info, "`\(image.value.tag)` contains Barman Cloud, which the plugin does not use",
          at: image.span ?? site.id.span
        ).help("use `\(tag)` in every site, with the next upgrade"), site: site)
    }
  }
}
