import Diagnostics
import TopologyModel

/// OPS-07.
struct NoDatabaseTeamRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 907, "no-database-team", .note,
    summary: "No team operates PostgreSQL.",
    why: "In that case, the reference architecture recommends a managed database.",
    sources: [
      .catalogue("OPS-07"),
      .infisical(
        "reference architecture on Kubernetes (HA)",
        "self-hosting/reference-architectures/on-prem-k8s-ha"),
    ],
    isWaivable: true,
    bad: [
      .init(
        "postgres: {operatedBy: none}")
    ],
    good: [
      .init(
        "postgres: {operatedBy: ownTeam}")
    ])

  func check(_ topology: Topology, into findings: inout Findings) {
    for site in topology.sites {
      guard site.postgres.operatedBy?.value == PostgresTeam.none else { continue }
      findings.report(
        Diagnostic(
          Self.info, "no team operates the PostgreSQL of `\(site.id.value)`",
          at: site.postgres.operatedBy?.span
        )
        .help("consider a managed database"), site: site)
    }
  }
}
