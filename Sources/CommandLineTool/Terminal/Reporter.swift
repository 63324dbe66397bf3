import Diagnostics

/// Prints findings and the line that counts them.
struct Reporter {
  let terminal: Terminal
  let format: ReportFormat

  /// Text goes to standard error, because standard output may carry manifests; reports for programs
  /// go to standard output.
  func report(_ bag: DiagnosticBag, sources: SourceMap, summary: RunSummary) {
    let findings = bag.sorted
    let text = format.renderer(terminal).render(findings, sources: sources, summary: summary)
    guard format == .text else { return terminal.output(text) }
    guard !findings.isEmpty else { return }
    terminal.complain(text + "\n" + Self.count(bag) + "\n")
  }

  private static func count(_ bag: DiagnosticBag) -> String {
    let parts = Severity.allCases.compactMap { severity -> String? in
      let count = bag.count(of: severity)
      return count == 0 ? nil : "\(count) \(severity.rawValue)\(count == 1 ? "" : "s")"
    }
    return parts.joined(separator: ", ")
  }
}
