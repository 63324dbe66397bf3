package import Diagnostics

/// A rule over all Infisical resources of a run; one conformer a file.
package protocol LintRule: Sendable {
  /// What the rule is, with its examples.
  static var info: RuleInfo { get }
  /// Reports every place where the rule is broken.
  func check(_ input: LintInput, into findings: inout LintFindings)
}

/// Collects the findings of rules.
package struct LintFindings: Sendable {
  package private(set) var bag = DiagnosticBag()

  package init() {}

  /// Reports a finding about `object`.
  package mutating func report(_ diagnostic: Diagnostic, _ object: LintObject) {
    report(diagnostic, object.identity)
  }

  /// Reports a finding about the object of `identity`.
  package mutating func report(_ diagnostic: Diagnostic, _ identity: Diagnostic.Resource) {
    var diagnostic = diagnostic
    diagnostic.resource = identity
    bag.report(diagnostic)
  }
}
