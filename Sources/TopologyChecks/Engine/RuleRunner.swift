package import Diagnostics
package import TopologyModel

/// Runs every rule over a topology and applies its waivers.
package enum RuleRunner {
  /// Findings of all rules.
  ///
  /// Waived ones become notes that give the reason.
  ///
  /// `asOf` is the day on which waivers are judged; without it none expires, because nothing here
  /// reads the clock.
  package static func run(
    _ topology: Topology, rules: [any TopologyRule] = AllRules.topology, asOf: CalendarDate? = nil
  ) -> DiagnosticBag {
    var findings = Findings()
    for rule in rules { rule.check(topology, into: &findings) }
    let waivers = WaiverBook(topology.waivers, rules: rules, asOf: asOf)
    var bag = DiagnosticBag()
    for finding in findings.all { bag.report(waivers.apply(to: finding)) }
    for problem in waivers.problems { bag.report(problem) }
    return bag
  }
}
