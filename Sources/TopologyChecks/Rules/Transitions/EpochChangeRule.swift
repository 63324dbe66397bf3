import Diagnostics
import TopologyModel

/// TOPO-018 and ARC-004.
struct EpochChangeRule: TransitionRule {
  static let info = RuleInfo(
    .topology, 118, "epoch-change",
    summary: "The epoch of a site changes without a rebuild, a rollback or a major upgrade.",
    why:
      "A lower epoch writes to an old archive; a higher one abandons the archive that the data belongs to.",
    sources: [.catalogue("TOPO-018"), .catalogue("ARC-004")],
    bad: [
      .init(
        "postgres: {epoch: 1}",
        previous: ["postgres: {epoch: 2}"]),
      .init(
        "sites: [{id: dc1, postgres: {epoch: 2}}]",
        previous: ["{}"]),
    ],
    good: [
      .init(
        "postgres: {epoch: 3}",
        previous: ["postgres: {epoch: 3}"])
    ])

  func check(_ change: TopologyChange, into findings: inout Findings) {
    report(.epoch, of: change, &findings)
  }
}
