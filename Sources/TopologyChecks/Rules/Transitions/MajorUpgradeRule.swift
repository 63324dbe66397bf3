import Diagnostics
import TopologyModel

/// OPS-05.
struct MajorUpgradeRule: TransitionRule {
  static let info = RuleInfo(
    .topology, 905, "major-upgrade-without-operation",
    summary:
      "The PostgreSQL major version changes by an edit, not by `redoubt operation TOPOLOGY postgres-upgrade`.",
    why:
      "pg_upgrade creates a new system identifier and starts again at timeline 1: in the old path, it destroys the archive. CloudNativePG also runs it on every copy, where it fails after the pods are gone.",
    sources: [
      .catalogue("OPS-05"),
      .cloudNativePGSource("cluster webhook", "internal/webhook/v1/cluster_webhook.go"),
      .cloudNativePG("PostgreSQL upgrades", "postgres_upgrades/"),
    ],
    bad: [
      .init(
        "postgres: {image: 'ghcr.io/cloudnative-pg/postgresql:17.5-standard-trixie'}",
        previous: ["{}"])
    ],
    good: [
      .init(
        "postgres: {image: 'ghcr.io/cloudnative-pg/postgresql:17.5-standard-trixie'}\nsites: [{id: dc1, postgres: {epoch: 2}}, {id: dc2, role: fenced}]\noperation: {postgresUpgrade: {site: dc1, phase: upgrade, fromImage: 'ghcr.io/cloudnative-pg/postgresql:16.10-standard-trixie', toImage: 'ghcr.io/cloudnative-pg/postgresql:17.5-standard-trixie'}}",
        previous: [
          "postgres: {image: 'ghcr.io/cloudnative-pg/postgresql:16.10-standard-trixie'}",
          "postgres: {image: 'ghcr.io/cloudnative-pg/postgresql:16.10-standard-trixie'}\noperation: {postgresUpgrade: {site: dc1, phase: quiesce, fromImage: 'ghcr.io/cloudnative-pg/postgresql:16.10-standard-trixie', toImage: 'ghcr.io/cloudnative-pg/postgresql:17.5-standard-trixie'}}",
          "postgres: {image: 'ghcr.io/cloudnative-pg/postgresql:16.10-standard-trixie'}\nsites: [{id: dc2, role: fenced}]\noperation: {postgresUpgrade: {site: dc1, phase: clear, fromImage: 'ghcr.io/cloudnative-pg/postgresql:16.10-standard-trixie', toImage: 'ghcr.io/cloudnative-pg/postgresql:17.5-standard-trixie'}}",
        ])
    ])

  func check(_ change: TopologyChange, into findings: inout Findings) {
    report(.majorUpgrade, of: change, &findings)
  }
}
