import Diagnostics
import TopologyModel

/// GATE-07.
struct PostgresTooOldRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 207, "postgres-too-old",
    summary: "PostgreSQL is older than 14, or the image's tag has no version.",
    why: "Infisical requires 14; CloudNativePG reads the version from the tag.",
    sources: [
      .catalogue("GATE-07"),
      .infisical("hardware requirements", "self-hosting/configuration/requirements"),
    ],
    bad: [.init("postgres: {image: 'ghcr.io/cloudnative-pg/postgresql:13.20'}")],
    good: [.init("postgres: {image: 'ghcr.io/cloudnative-pg/postgresql:16.10-standard-trixie'}")])

  func check(_ topology: Topology, into findings: inout Findings) {
    for site in topology.sites {
      let image = site.postgres.image
      guard let major = image.value.majorVersion else {
        findings.report(
          Diagnostic(
            Self.info, "the tag `\(image.value.tag)` does not start with a PostgreSQL version",
            at: image.span
          ).help("use a tag such as `16.10-standard-trixie`"), site: site)
        continue
      }
      guard major < 14 else { continue }
      findings.report(
        Diagnostic(Self.info, "Infisical requires PostgreSQL 14, this is \(major)", at: image.span)
          .help("use PostgreSQL 16, the version that Infisical tests"), site: site)
    }
  }
}
