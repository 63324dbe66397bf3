import Diagnostics
import TopologyModel

/// OPS-05.
struct MajorUpgradeRule: TransitionRule {
  static let info = RuleInfo(
    .topology, 905, "major-upgrade-without-epoch",
    summary:
      "The PostgreSQL major version changes without a new archive epoch, during an operation, or while other sites have copies.",
    why:
      "pg_upgrade creates a new system identifier and starts again at timeline 1: in the old path, it destroys the archive. CloudNativePG also runs it on every copy, where it fails after the pods are gone.",
    sources: [
      .catalogue("OPS-05"),
      .cloudNativePGSource("cluster webhook", "internal/webhook/v1/cluster_webhook.go"),
      .cloudNativePG("PostgreSQL upgrades", "postgres_upgrades/"),
    ],
    bad: [
      .init(
        "postgres: {image: 'ghcr.io/cloudnative-pg/postgresql:17.5-system-trixie'}",
        previous: ["{}"])
    ],
    good: [
      .init(
        "postgres: {image: 'ghcr.io/cloudnative-pg/postgresql:17.5-system-trixie'}\nsites: [{id: dc1, postgres: {epoch: 2}}, {id: dc2, role: fenced}]",
        previous: [
          "{}",
          "operation: {retirement: {site: dc2}}\nsites: [{id: dc2, role: fenced}]",
          "sites: [{id: dc2, role: fenced}]",
        ])
    ])

  func check(_ change: TopologyChange, into findings: inout Findings) {
    report(.majorUpgrade, of: change, &findings)
  }
}
