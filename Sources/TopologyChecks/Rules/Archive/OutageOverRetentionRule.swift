import Diagnostics
import TopologyModel

/// ARC-012.
struct OutageOverRetentionRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 432, "outage-over-retention",
    summary: "Backups are kept for a shorter time than a passive site may be offline.",
    why:
      "A site that returns later can no longer catch up, and must be re-cloned unexpectedly.",
    sources: [.catalogue("ARC-012")], isWaivable: true,
    bad: [
      .init(
        "objectives: {replicaOutage: 60d}")
    ],
    good: [
      .init(
        "objectives: {replicaOutage: 7d}")
    ])

  func check(_ topology: Topology, into findings: inout Findings) {
    guard let outage = topology.objectives.replicaOutage else { return }
    for site in topology.sites {
      guard site.postgres.backup.retention.value.days * 86400 < outage.value.seconds else {
        continue
      }
      findings.report(
        Diagnostic(
          Self.info,
          "the archive of `\(site.id.value)` is kept \(site.postgres.backup.retention.value), but a site may be offline for \(outage.value)",
          at: site.postgres.backup.retention.span ?? outage.span
        )
        .help("keep it longer, or lower the objective"), site: site)
    }
  }
}
