package import Diagnostics
package import Linting

/// What came of a lint run.
package struct LintOutcome {
  package let findings: DiagnosticBag
  /// The files that findings point into.
  package let sources: SourceMap
  package let summary: RunSummary
  /// Kinds of files that were not checked, with their number.
  package let skipped: [(kind: FileKind, count: Int)]
  /// Findings that `--fix` removed.
  package var fixed = 0

  /// Whether the run ends with a failure.
  package func fails(_ plan: LintPlan) -> Bool {
    guard let failing = plan.failing else { return false }
    return findings.diagnostics.contains { $0.severity <= failing }
  }
}
