import Diagnostics
import TopologyModel

/// OPS-05.
struct MajorUpgradeRule: TransitionRule {
  static let info = RuleInfo(
    .topology, 905, "major-upgrade-without-epoch",
    summary:
      "The PostgreSQL major version changes without a new archive epoch, or during an operation.",
    why:
      "pg_upgrade creates a new system identifier and starts again at timeline 1: in the old path, it destroys the archive.",
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
        "postgres: {image: 'ghcr.io/cloudnative-pg/postgresql:17.5-system-trixie'}\nsites: [{id: dc1, postgres: {epoch: 2}}]",
        previous: ["{}"])
    ])

  func check(_ change: TopologyChange, into findings: inout Findings) {
    guard TopologyLock.changesMajor(change.previous, change.topology),
      let active = change.topology.activeSite,
      let before = change.previous.site(active.id.value)
    else { return }
    if change.before.operation != .steady || !change.topology.operation.isSteady {
      findings.report(
        Diagnostic(
          Self.info,
          "the PostgreSQL major version changes while `\(change.before.operation)` is in progress",
          at: active.postgres.image.span ?? active.span
        ).help("finish the operation first"), site: active)
    } else if active.postgres.epoch.value != before.epoch.value + 1 {
      findings.report(
        Diagnostic(
          Self.info,
          "the PostgreSQL major version changes, but `\(active.id.value)` keeps its archive path",
          at: active.postgres.image.span ?? active.span
        ).help(
          "set `postgres.epoch: \(before.epoch.value + 1)` on `\(active.id.value)`, and rebuild every other site afterwards"
        ), site: active)
    }
  }
}
