package import Diagnostics
package import TopologyModel

/// Runs every rule over a topology and applies its waivers.
package enum RuleRunner {
  /// Findings of all rules.
  ///
  /// Waived ones become notes that give the reason.
  ///
  /// `change` is the topology beside the lock file of the tree, where there is one. `asOf` is the day on which waivers are judged; without it none expires, because nothing here
  /// reads the clock.
  package static func run(
    _ topology: Topology, change: TopologyChange? = nil,
    rules: [any TopologyRule] = AllRules.topology, asOf: CalendarDate? = nil
  ) -> DiagnosticBag {
    var findings = Findings()
    for rule in rules { rule.check(topology, into: &findings) }
    if let change { for rule in AllRules.transitions { rule.check(change, into: &findings) } }
    if let asOf {
      StaleTokenRule.check(topology, asOf: asOf, into: &findings)
      MissedDrillRule.check(topology, asOf: asOf, into: &findings)
    }
    let infos = rules.map { type(of: $0).info } + AllRules.transitions.map { type(of: $0).info }
    let waivers = WaiverBook(topology.waivers, rules: infos, asOf: asOf)
    var bag = DiagnosticBag()
    var owners: [Place: SiteID?] = [:]
    for finding in findings.all {
      let diagnostic = waivers.apply(to: finding)
      // What sites share is written once: its fault is reported for the first of them, unless it is
      // waived for some. Several faults of one site at one place are all reported.
      let place = Place(diagnostic)
      if let owner = owners[place], owner != finding.site { continue }
      owners[place] = finding.site
      bag.report(diagnostic)
    }
    for problem in waivers.problems { bag.report(problem) }
    return bag
  }

  /// What makes two findings one for the reader.
  private struct Place: Hashable {
    let code: DiagnosticCode
    let severity: Severity
    let span: SourceSpan?
    /// Tells findings apart that have no place, or several at one.
    let text: String

    init(_ diagnostic: Diagnostic) {
      code = diagnostic.code
      severity = diagnostic.severity
      span = diagnostic.primary?.span
      text = span == nil ? diagnostic.message : ""
    }
  }
}
