import Diagnostics
import TopologyModel

/// OPS-04.
struct MissingContactsRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 904, "missing-contacts",
    summary: "Fewer than two approvers are listed.",
    why: "A failover needs two; at night, there is no time to find out who they are.",
    sources: [.catalogue("OPS-04")], isWaivable: true,
    bad: [
      .init(
        "contacts: []"),
      .init(
        "contacts: [{name: Ann}, {name: ann}]"),
    ],
    good: [
      .init(
        "contacts: [{name: Ann}, {name: Bob}]")
    ])

  func check(_ topology: Topology, into findings: inout Findings) {
    let names = Set(topology.contacts.map { $0.name.value.lowercased() })
    guard names.count < 2 else { return }
    findings.report(
      Diagnostic(
        Self.info, "\(names.isEmpty ? "no one is" : "only one person is") listed under `contacts`",
        at: topology.contacts.first?.span ?? topology.name.span
      ).help("list at least two people, and how to reach them"))
  }
}
