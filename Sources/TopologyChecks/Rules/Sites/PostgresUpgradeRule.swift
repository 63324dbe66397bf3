import Diagnostics
import TopologyModel

/// OPS-05, for what the operation itself says.
struct PostgresUpgradeRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 910, "impossible-postgres-upgrade",
    summary:
      "A major upgrade of PostgreSQL does not lead to a newer version that CloudNativePG can reach, or the topology names the wrong image for its phase.",
    why:
      "CloudNativePG upgrades in place, with pg_upgrade of the new image: it needs PostgreSQL 16 or later, and the same operating system, whose collations sort the indexes. The other image would run on files of the wrong version.",
    sources: [
      .catalogue("OPS-05"),
      .cloudNativePG("PostgreSQL upgrades", "postgres_upgrades/#offline-in-place-major-upgrades"),
    ],
    bad: [
      .init(
        "operation: {postgresUpgrade: {site: dc1, fromImage: 'ghcr.io/cloudnative-pg/postgresql:16.10-standard-trixie@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef', toImage: 'ghcr.io/cloudnative-pg/postgresql:16.11-standard-trixie'}}"
      ),
      .init(
        "operation: {postgresUpgrade: {site: dc1, fromImage: 'ghcr.io/cloudnative-pg/postgresql:16.10-standard-trixie@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef', toImage: 'ghcr.io/cloudnative-pg/postgresql:17.6-standard-bookworm'}}"
      ),
      .init(
        "operation: {postgresUpgrade: {site: dc1, phase: upgrade, fromImage: 'ghcr.io/cloudnative-pg/postgresql:16.10-standard-trixie', toImage: 'ghcr.io/cloudnative-pg/postgresql:17.6-standard-trixie'}}"
      ),
      .init(
        "operation: {postgresUpgrade: {site: dc2, fromImage: 'ghcr.io/cloudnative-pg/postgresql:16.10-standard-trixie@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef', toImage: 'ghcr.io/cloudnative-pg/postgresql:17.6-standard-trixie'}}"
      ),
    ],
    good: [
      .init(
        "operation: {postgresUpgrade: {site: dc1, fromImage: 'ghcr.io/cloudnative-pg/postgresql:16.10-standard-trixie@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef', toImage: 'ghcr.io/cloudnative-pg/postgresql:17.6-standard-trixie'}}"
      )
    ])

  /// The oldest version that pg_upgrade of CloudNativePG leads to (webhook of 1.30).
  private static let oldestTarget = 16

  func check(_ topology: Topology, into findings: inout Findings) {
    guard let upgrade = topology.operation.postgresUpgrade,
      let site = topology.site(upgrade.site.value)
    else { return }
    func report(_ message: String, at span: SourceSpan?, _ help: String) {
      findings.report(Diagnostic(Self.info, message, at: span ?? upgrade.span).help(help))
    }
    if site.role.value != .active {
      report(
        "`\(site.id.value)` is \(site.role.value): only the database of the active site is upgraded",
        at: upgrade.site.span, "copies are made again afterwards, with `rebuild`")
    }
    if !site.operators.cnpg.value.isAtLeast(1, 26) {
      report(
        "CloudNativePG \(site.operators.cnpg.value) cannot upgrade in place",
        at: site.operators.cnpg.span,
        "upgrade the operator to 1.26 or later first, with runbooks/upgrade-cnpg.md")
    }
    let (old, new) = (upgrade.fromImage.value, upgrade.toImage.value)
    if let before = old.majorVersion, let after = new.majorVersion {
      if after <= before {
        report(
          "PostgreSQL \(after) is not a later major version than \(before)",
          at: upgrade.toImage.span,
          "for a minor upgrade, follow runbooks/upgrade-postgres.md; pg_upgrade cannot downgrade"
        )
      } else if after < Self.oldestTarget {
        report(
          "CloudNativePG upgrades to PostgreSQL \(Self.oldestTarget) or later, not to \(after)",
          at: upgrade.toImage.span, "choose a later version")
      }
    }
    if let before = old.distribution, let after = new.distribution, before != after {
      report(
        "the images have different operating systems, \(before) and \(after)",
        at: upgrade.toImage.span,
        "upgrade with an image of \(before), then change the operating system in a separate step")
    }
    let (wanted, named) = (upgrade.image, site.postgres.image)
    if wanted.value != named.value {
      report(
        "`\(site.id.value)` has the image \(named.value.tag), but phase `\(upgrade.phase.value.rawValue)` runs \(wanted.value.tag)",
        at: named.span, "let `redoubt operation` make the change")
    }
  }
}
