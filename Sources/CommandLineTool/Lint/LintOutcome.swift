import Diagnostics
import Linting

/// What came of a lint run.
struct LintOutcome {
  let findings: DiagnosticBag
  /// The files that findings point into.
  let sources: SourceMap
  let summary: RunSummary
  /// Kinds of files that were not checked, with their number.
  let skipped: [(kind: FileKind, count: Int)]
  /// Findings that `--fix` removed.
  var fixed = 0

  /// Whether the run ends with a failure.
  func fails(_ setup: LintSetup) -> Bool {
    findings.hasErrors || (setup.isStrict && findings.count(of: .warning) > 0)
  }

  /// The line that closes a report for people.
  func closing(_ setup: LintSetup) -> String {
    let counts = SeverityCounts(findings).text
    var text = counts.isEmpty ? "no findings" : counts
    text += " in \(Self.count(summary.files, "file")) "
    text += "(\(Self.count(summary.documents, "document")))"
    if fixed > 0 { text += "; \(fixed) fixed" }
    if !skipped.isEmpty {
      let parts = skipped.map { Self.count($0.count, $0.kind.rawValue) }
      text += "; not checked: \(parts.joined(separator: ", "))"
    }
    return text
  }

  private static func count(_ number: Int, _ name: String) -> String {
    "\(number) \(name)\(number == 1 ? "" : name.hasSuffix("ch") ? "es" : "s")"
  }
}
