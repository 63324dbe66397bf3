import ArgumentParser
import Diagnostics
import Files
import Pipeline

/// Where the reports of a run go, and in which form.
struct LintReports {
  private let targets: [(format: ReportFormat, path: String)]

  /// Pairs formats and outputs by their place; one format alone may go without an output.
  init(formats: [ReportFormat], outputs: [String]) throws(ValidationError) {
    let formats = formats.isEmpty ? [.text] : formats
    if formats.count > 1 || outputs.count > 1, formats.count != outputs.count {
      throw ValidationError(
        "every --format needs an --output, `-` for standard output: got \(formats.count) formats and \(outputs.count) outputs"
      )
    }
    if outputs.contains("") { throw ValidationError("--output takes the name of a file, or `-`") }
    let paths = outputs.isEmpty ? ["-"] : outputs
    let names = paths.map { $0.hasPrefix("./") ? String($0.dropFirst(2)) : $0 }
    guard Set(names).count == paths.count else {
      throw ValidationError("two reports cannot have the same --output")
    }
    targets = Array(zip(formats, paths)).map { (format: $0, path: $1) }
  }

  /// Whether a report takes standard output for itself.
  var usesStandardOutput: Bool { targets.contains { $0.path == "-" } }

  /// Whether a report goes to a file.
  var writesFiles: Bool { targets.contains { $0.path != "-" } }

  /// Whether people read standard output.
  var isText: Bool { targets.contains { $0.path == "-" && $0.format == .text } }

  /// Refuses outputs that could not be written, before any work is done.
  func check() throws(FileError) {
    for target in targets where target.path != "-" {
      try FileSystem.checkReplaceable(target.path)
    }
  }

  /// Writes all reports; files first, because a reader of standard output may go away.
  func write(_ outcome: LintOutcome, _ terminal: Terminal) throws(FileError) {
    let findings = outcome.findings.sorted
    for target in targets where target.path != "-" {
      var text = target.format.renderer(isColored: false).render(
        findings, sources: outcome.sources, summary: outcome.summary)
      if target.format == .text { text += closing(outcome, findings) }
      try FileSystem.replace(target.path, with: Array(text.utf8))
    }
    for target in targets where target.path == "-" {
      let isText = target.format == .text
      let shown = isText ? Array(findings.prefix(Self.most)) : findings
      var text = target.format.renderer(isColored: terminal.isColored).render(
        shown, sources: outcome.sources, summary: outcome.summary)
      if isText, shown.count < findings.count {
        text +=
          "\n\(findings.count - shown.count) more findings; --format concise shows all of them"
      }
      if isText, !terminal.isQuiet || !findings.isEmpty {
        text += closing(outcome, findings)
      }
      try terminal.output(text)
    }
    if !isText, !terminal.isQuiet { terminal.complain(outcome.closing + "\n") }
  }

  private func closing(_ outcome: LintOutcome, _ findings: [Diagnostic]) -> String {
    (findings.isEmpty ? "" : "\n") + outcome.closing + "\n"
  }

  /// Findings that a report for people shows.
  private static let most = 200
}
