import Diagnostics
import TopologyModel

/// ARC-020.
struct UnencryptedArchiveRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 440, "unencrypted-archive", .warning,
    summary: "A store that holds archives is not asked for encryption.",
    why:
      "WAL and base backups contain the database: not Infisical's keys, but names, hashes and encrypted secrets.",
    sources: [.catalogue("ARC-020")], isWaivable: true,
    bad: [
      .init(
        "objectStores: [{id: store, sse: none}]")
    ],
    good: [
      .init(
        "objectStores: [{id: store, sse: AES256}]")
    ])

  func check(_ topology: Topology, into findings: inout Findings) {
    for store in topology.objectStores {
      guard store.sse.value == .none,
        store.buckets.contains(where: { $0.purpose.value == .postgres })
      else { continue }
      findings.report(
        Diagnostic(
          Self.info, "objects in `\(store.id.value)` are not encrypted on request",
          at: store.sse.span ?? store.id.span
        ).help("set `sse`, or waive this if the bucket encrypts by default"))
    }
  }
}
