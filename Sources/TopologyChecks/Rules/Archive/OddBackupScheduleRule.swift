import Diagnostics
import TopologyModel

/// ARC-015.
struct OddBackupScheduleRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 435, "odd-backup-schedule", .warning,
    summary: "Base backups run more than once an hour, less than once a week, or never.",
    why:
      "Frequent backups load the site, rare ones make recovery slow; a date that does not exist never runs.",
    sources: [.catalogue("ARC-015")], isWaivable: true,
    bad: [
      .init(
        "postgres: {backup: {schedule: '0 */10 * * * *'}}"),
      .init(
        "postgres: {backup: {schedule: '0 0 3 1 * *'}}"),
      .init(
        "postgres: {backup: {schedule: '0 0 0 31 2 *'}}"),
    ],
    good: [
      .init(
        "postgres: {backup: {schedule: '0 0 3 * * 0'}}")
    ])

  func check(_ topology: Topology, into findings: inout Findings) {
    for site in topology.sites {
      let schedule = site.postgres.backup.schedule
      let place = schedule.span ?? site.id.span
      guard let gap = schedule.value.longestGap else {
        var finding = Diagnostic(
          Self.info, "`\(schedule.value)` never matches: there will be no base backup", at: place)
        finding.severity = .error
        findings.report(finding.help("use a date that exists"), site: site)
        continue
      }
      if gap > 7 * 86400 {
        findings.report(
          Diagnostic(Self.info, "base backups are up to \(gap / 86400) days apart", at: place)
            .help("run one at least every week"), site: site)
      } else if gap < 3600 {
        findings.report(
          Diagnostic(Self.info, "base backups run every \(gap / 60) minutes", at: place)
            .help("once a day is usual; the first of the six fields is seconds"), site: site)
      }
    }
  }
}
