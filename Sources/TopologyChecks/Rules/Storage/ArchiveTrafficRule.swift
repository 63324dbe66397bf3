import Diagnostics
import TopologyModel

/// OBJ-022.
struct ArchiveTrafficRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 522, "archive-traffic", .note,
    summary: "Estimated WAN traffic of passive sites.",
    why: "It costs money, and passive sites need it to keep up.",
    sources: [.catalogue("OBJ-022")], isWaivable: true,
    bad: [
      .init(
        "postgres: {walPerDay: 20Gi}")
    ],
    good: [
      .init(
        "postgres: {databaseSize: 20Gi}")
    ])

  func check(_ topology: Topology, into findings: inout Findings) {
    guard let active = topology.activeSite, let wal = active.postgres.walPerDay else { return }
    let passive = topology.sites.count(where: { $0.role.value == .passive })
    guard passive > 0 else { return }
    findings.report(
      Diagnostic(
        Self.info,
        "passive sites read about \(wal.value.units * passive >> 30) Gi a day from the archive",
        at: wal.span
      ).help("compare it with the network between the sites"), site: active)
  }
}
