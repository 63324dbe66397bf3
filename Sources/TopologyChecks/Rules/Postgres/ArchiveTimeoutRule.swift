import Diagnostics
import TopologyModel

/// PG-039.
struct ArchiveTimeoutRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 339, "archive-timeout-off",
    summary: "An idle server's WAL is never archived, or only after an hour.",
    why: "WAL that is not archived is lost with the site: the timeout limits the loss.",
    sources: [
      .catalogue("PG-039"),
      .document(
        "PostgreSQL 18, section 19.5.3",
        "https://www.postgresql.org/docs/18/runtime-config-wal.html"),
    ],
    bad: [.init("postgres: {archiveTimeout: 0s}"), .init("postgres: {archiveTimeout: 2h}")],
    good: [.init("postgres: {archiveTimeout: 5m}")])

  func check(_ topology: Topology, into findings: inout Findings) {
    for site in topology.sites {
      let timeout = site.postgres.archiveTimeout
      guard timeout.value.seconds == 0 || timeout.value.seconds > 3600 else { continue }
      findings.report(
        Diagnostic(
          Self.info,
          timeout.value.seconds == 0
            ? "an idle server's WAL would never be archived"
            : "up to \(timeout.value) of commits would be lost with the site",
          at: timeout.span
        ).help("write `archiveTimeout: 5m`"), site: site)
    }
  }
}
