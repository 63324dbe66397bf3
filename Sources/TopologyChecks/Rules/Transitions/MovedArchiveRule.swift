import Diagnostics
import TopologyModel

/// ARC-004, for the place of an archive.
struct MovedArchiveRule: TransitionRule {
  static let info = RuleInfo(
    .topology, 446, "moved-archive",
    summary: "The archive of a running Cluster moves to another bucket, path or endpoint.",
    why:
      "WAL of the same timeline is then divided between two archives, neither of which can be restored to the present, and copies wait for ever for segments in the wrong one.",
    sources: [.catalogue("ARC-004"), .cloudNativePG("WAL archiving", "wal_archiving/")],
    bad: [
      .init(
        "objectStores: [{id: store, endpointURL: 'https://s3.elsewhere.example'}]", previous: ["{}"]
      )
    ],
    good: [.init("{}", previous: ["{}"])])

  func check(_ change: TopologyChange, into findings: inout Findings) {
    for site in change.topology.sites {
      // A Cluster that is out of the tree, or that begins a new generation, has no archive to lose; but a
      // rollback recovers from the old one.
      let isRecovered = change.topology.operation.rollback?.site.value == site.id.value
      guard let before = change.previous.site(site.id.value), before.held?.value != true,
        isRecovered
          || (before.cleared?.value != true && before.epoch.value == site.postgres.epoch.value),
        let old = change.previous.fact(.archive, of: site.id.value),
        let (store, bucket) = change.topology.bucket(of: site, .postgres)
      else { continue }
      let new = LockFact.place(of: bucket, in: store)
      guard new != old, old != LockFact.noPlace else { continue }
      findings.report(
        Diagnostic(
          Self.info, "the archive of `\(site.id.value)` was \(old) and is \(new)",
          at: bucket.span ?? store.span
        ).help(
          site.role.value == .active
            ? "rebuild a passive site into the new store, switch over to it, then rebuild `\(site.id.value)`; where the old store is lost, run `redoubt operation TOPOLOGY new-archive`, and change the store in the same commit"
            : "`rebuild \(site.id.value)` first; change the store once its Cluster is out of the tree"
        ), site: site)
    }
  }
}
