import Diagnostics
import TopologyModel

/// TOPO-008 and TOPO-009.
struct OperationSitesRule: TopologyRule {
  static let info = RuleInfo(
    .topology, 108, "impossible-operation",
    summary:
      "An operation names sites that do not exist or cannot take part, or two operations are in progress.",
    why: "Moving from the wrong site is an uncontrolled failover.",
    sources: [.catalogue("TOPO-008"), .catalogue("TOPO-009")],
    bad: [
      .init("operation: {switchover: {from: dc1, to: dc1, phase: quiesce}}"),
      .init("operation: {switchover: {from: dc2, to: dc1, phase: quiesce}}"),
      .init("operation: {rebuild: {site: dc9}}"),
      .init(
        "operation: {rebuild: {site: dc1}, failover: {lost: dc1, to: dc2, acknowledgedBy: [a, b], incidentRef: INC-1}}"
      ),
      .init(
        "operation: {failover: {lost: dc1, to: dc2, acknowledgedBy: [ann, Ann], incidentRef: INC-1}}"
      ),
      .init(
        "operation: {failover: {lost: dc1, to: dc2, acknowledgedBy: [ann, bob], incidentRef: ''}}"
      ),
    ],
    good: [
      .init("operation: {switchover: {from: dc1, to: dc2, phase: quiesce}}"),
      .init(
        "sites: [{id: dc1, role: fenced}, {id: dc2, role: active}]\noperation: {failover: {lost: dc1, to: dc2, phase: finish, acknowledgedBy: [ann, bob], incidentRef: INC-1}}"
      ),
    ])

  func check(_ topology: Topology, into findings: inout Findings) {
    let operation = topology.operation
    let spans = operation.spans
    if spans.count > 1 {
      findings.report(
        Diagnostic(Self.info, "two operations at the same time", at: spans[1])
          .label(spans[0], "the first one is here").help("finish one before starting the next"))
    }
    if let move = operation.switchover {
      let isOver = move.phase.value == .finish
      if check(move.from, move.to, topology, &findings) {
        require(isOver ? move.to : move.from, .active, topology, &findings)
        require(isOver ? move.from : move.to, .passive, topology, &findings)
      }
    }
    if let move = operation.failover { check(move, topology, &findings) }
    let single = [
      operation.rebuild?.site, operation.inspection?.site, operation.rollback?.site,
      operation.redisRestore?.site, operation.drill?.site, operation.retirement?.site,
      operation.postgresUpgrade?.site, operation.newArchive?.site,
    ]
    for case let id? in single where topology.site(id.value) == nil { unknown(id, &findings) }
  }

  private func check(_ move: Failover, _ topology: Topology, _ findings: inout Findings) {
    if check(move.lost, move.to, topology, &findings), move.phase.value == .finish {
      require(move.lost, .fenced, topology, &findings)
      require(move.to, .active, topology, &findings)
    }
    if move.acknowledgedBy.approverCount < 2 {
      findings.report(
        Diagnostic(
          Self.info, "a failover needs two different approvers",
          at: move.acknowledgedBy.first?.span ?? move.span
        ).help("list everyone who approved it under `acknowledgedBy`"))
    }
    if move.incidentRef.value.isEmpty {
      findings.report(
        Diagnostic(
          Self.info, "the decision has no reference", at: move.incidentRef.span
        ).help("set the number or address of the incident"))
    }
  }

  /// Whether both sites exist and differ.
  private func check(
    _ from: Located<SiteID>, _ to: Located<SiteID>, _ topology: Topology,
    _ findings: inout Findings
  ) -> Bool {
    guard from != to else {
      findings.report(
        Diagnostic(Self.info, "the operation leads from `\(from.value)` to itself", at: to.span)
          .label(from.span, "the same site").help("name the site that takes over"))
      return false
    }
    let missing = [from, to].filter { topology.site($0.value) == nil }
    for id in missing { unknown(id, &findings) }
    return missing.isEmpty
  }

  private func unknown(_ id: Located<SiteID>, _ findings: inout Findings) {
    findings.report(
      Diagnostic(Self.info, "unknown site `\(id.value)`", at: id.span)
        .help("use the ID of a site"))
  }

  private func require(
    _ id: Located<SiteID>, _ role: SiteRole, _ topology: Topology, _ findings: inout Findings
  ) {
    guard let site = topology.site(id.value), site.role.value != role else { return }
    findings.report(
      Diagnostic(
        Self.info, "`\(id.value)` is \(site.role.value), but this phase requires \(role)",
        at: id.span
      ).label(site.role.span, "its role").help("let `redoubt operation` make the change"))
  }
}
