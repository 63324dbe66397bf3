package import Diagnostics

/// Runs rules over an input.
package enum LintRunner {
  package static func run(
    _ input: LintInput, rules: [any LintRule] = AllLintRules.all
  ) -> DiagnosticBag {
    var findings = LintFindings()
    for rule in rules { rule.check(input, into: &findings) }
    return findings.bag
  }
}
