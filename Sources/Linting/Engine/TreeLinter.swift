package import Diagnostics

/// What is stated of all files of a run together.
package enum TreeLinter {
  /// Findings of the rules that look at several objects, over what the check of each file left.
  package static func findings(
    _ files: [LintedFile], options: RuleOptions = RuleOptions()
  ) -> [Diagnostic] {
    var inputs = [LintInput()]
    for file in files {
      // What different kustomizations deploy never meets.
      if file.root.isEmpty {
        inputs[0].append(contentsOf: file.input)
      } else {
        inputs.append(file.input)
      }
    }
    var findings = LintFindings()
    for input in inputs {
      for rule in AllLintRules.all { rule.check(input, into: &findings) }
    }
    let graph = ObjectGraph(files.flatMap(\.facts), options: options)
    for rule in AllLintRules.graph { rule.check(graph, into: &findings) }
    return findings.bag.diagnostics
  }
}
