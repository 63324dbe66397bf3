package import Diagnostics

/// What is stated of all files of a run together.
package enum TreeLinter {
  /// Findings of the rules that look at several objects, over what the check of each file left.
  package static func findings(
    _ files: [LintedFile], options: RuleOptions = RuleOptions()
  ) -> [Diagnostic] {
    var input = LintInput()
    for file in files { input.append(contentsOf: file.input) }
    var findings = LintFindings()
    for rule in AllLintRules.all { rule.check(input, into: &findings) }
    let graph = ObjectGraph(files.flatMap(\.facts), options: options)
    for rule in AllLintRules.graph { rule.check(graph, into: &findings) }
    return findings.bag.diagnostics
  }
}
