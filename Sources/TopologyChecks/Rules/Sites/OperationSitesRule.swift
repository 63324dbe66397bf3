import Diagnostics
import TopologyModel

/// TOPO-008 and TOPO-009.
struct OperationSitesRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 108, "impossible-operation",
    summary: "An operation is not between the active site and another that can take over.",
    why: "A move from the wrong site is an uncontrolled failover.",
    source: "architecture section 4.1, TOPO-008 and TOPO-009",
    bad: [
      .init("operation: {switchover: {from: dc1, to: dc1, phase: quiesce}}"),
      .init(
        "operation: {rebuild: {site: dc1}, failover: {lost: dc1, to: dc2, acknowledgedBy: [a, b], incidentRef: INC-1}}"
      ),
      .init(
        "operation: {failover: {lost: dc1, to: dc2, acknowledgedBy: [ann, ann], incidentRef: INC-1}}"
      ),
    ],
    good: [.init("operation: {switchover: {from: dc1, to: dc2, phase: quiesce}}")])

  func check(_ topology: Topology, into findings: inout Findings) {
    let operation = topology.operation
    let spans = [operation.switchover?.span, operation.failover?.span, operation.rebuild?.span]
      .compactMap(\.self)
    if spans.count > 1 {
      findings.report(
        Diagnostic(Self.info, "two operations at a time", at: spans[1])
          .label(spans[0], "the first is here").help("finish one before the next"))
    }
    if let move = operation.switchover { check(move.from, move.to, topology, &findings) }
    if let move = operation.failover {
      check(move.lost, move.to, topology, &findings)
      if Set(move.acknowledgedBy.map(\.value)).count < 2 {
        findings.report(
          Diagnostic(
            Self.info, "a failover needs the names of two different people",
            at: move.acknowledgedBy.first?.span ?? move.span
          ).help("list everybody who decided under `acknowledgedBy`"))
      }
    }
  }

  private func check(
    _ from: Located<SiteID>, _ to: Located<SiteID>, _ topology: Topology,
    _ findings: inout Findings
  ) {
    guard from != to else {
      findings.report(
        Diagnostic(Self.info, "the operation leads from `\(from.value)` to itself", at: to.span)
          .label(from.span, "the same site").help("name the site that takes over"))
      return
    }
    for id in [from, to] where topology.site(id.value) == nil {
      findings.report(Diagnostic(Self.info, "no site is called `\(id.value)`", at: id.span))
    }
  }
}
