import Diagnostics
import TopologyModel

/// PG-025.
struct ShrunkStorageRule: TransitionRule {
  static let info = RuleInfo(
    .topology, 325, "shrunk-storage",
    summary: "A PostgreSQL volume is smaller than in the last build.",
    why: "Volumes only grow; CloudNativePG rejects the Cluster.",
    sources: [
      .catalogue("PG-025"),
      .cloudNativePGSource("cluster webhook", "internal/webhook/v1/cluster_webhook.go"),
    ],
    bad: [.init("postgres: {storageSize: 40Gi}", previous: ["{}"])],
    good: [.init("postgres: {storageSize: 60Gi}", previous: ["{}"])])

  func check(_ change: TopologyChange, into findings: inout Findings) {
    for site in change.topology.sites {
      // A re-clone gets new volumes.
      guard let before = change.previous.site(site.id.value),
        before.epoch.value == site.postgres.epoch.value
      else { continue }
      for (name, size) in [
        (LockFact.Name.storageSize, site.postgres.storageSize), (.walSize, site.postgres.walSize),
      ] {
        guard let text = change.previous.fact(name, of: site.id.value),
          let before = Quantity(text)
        else { continue }
        compare(name.rawValue, size, before, site, &findings)
      }
    }
  }

  private func compare(
    _ field: String, _ now: Located<Quantity>, _ before: Quantity, _ site: Site,
    _ findings: inout Findings
  ) {
    guard now.value.units < before.units else { return }
    findings.report(
      Diagnostic(
        Self.info, "`\(field)` of `\(site.id.value)` shrinks from \(before) to \(now.value)",
        at: now.span ?? site.span
      ).help("set at least \(before); a rebuild creates new volumes"), site: site)
  }
}
