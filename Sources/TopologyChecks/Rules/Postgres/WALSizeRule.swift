import Diagnostics
import TopologyModel
import YAMLSyntax

/// PG-023.
struct WALSizeRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 323, "wal-over-volume",
    summary: "WAL may grow larger than its volume.",
    why: "A full WAL volume stops the server; CloudNativePG's webhook rejects the Cluster.",
    sources: [
      .catalogue("PG-023"),
      .cloudNativePGSource(
        "cluster webhook, validateWalSizeConfiguration", "internal/webhook/v1/cluster_webhook.go"),
    ],
    bad: [
      .init("postgres: {walSize: 4Gi, parameters: {max_wal_size: 4GB}}"),
      .init("postgres: {parameters: {min_wal_size: 2GB}}"),
    ],
    good: [.init("postgres: {walSize: 20Gi, parameters: {max_wal_size: 4GB}}")])

  func check(_ topology: Topology, into findings: inout Findings) {
    for site in topology.sites {
      let settings = site.postgres
      for name in ["max_wal_size", "min_wal_size"] {
        guard let size = settings.parameter(name),
          let bytes = PostgresSize.bytes(size.value), bytes >= settings.walSize.value.units
        else { continue }
        findings.report(
          Diagnostic(
            Self.info,
            "`\(name)` \(size.value) does not fit on a WAL volume of \(settings.walSize.value)",
            at: size.span
          ).label(settings.walSize.span, "the volume").help(
            "leave at least half of the volume free"),
          site: site)
      }
      compare(site, &findings)
    }
  }

  /// The lower bound must be below the upper one; the defaults are 80 MB and 1 GB (PostgreSQL 16).
  private func compare(_ site: Site, _ findings: inout Findings) {
    let low = site.postgres.parameter("min_wal_size")
    let high = site.postgres.parameter("max_wal_size")
    guard let place = low ?? high,
      let least = PostgresSize.bytes(low?.value ?? "80MB"),
      let most = PostgresSize.bytes(high?.value ?? "1GB"), least >= most
    else { return }
    findings.report(
      Diagnostic(
        Self.info,
        "`min_wal_size` \(low?.value ?? "80MB") is not below `max_wal_size` \(high?.value ?? "1GB")",
        at: place.span
      ).help("raise `max_wal_size`"), site: site)
  }
}
