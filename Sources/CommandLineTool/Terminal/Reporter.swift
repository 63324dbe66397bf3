import Diagnostics

/// Prints findings and the line that counts them.
struct Reporter {
  let terminal: Terminal
  let format: ReportFormat

  /// Text goes to standard error, because standard output may carry manifests; reports for programs
  /// go to standard output.
  func report(_ bag: DiagnosticBag, sources: SourceMap, summary: RunSummary) {
    let findings = bag.sorted
    // Nobody reads more; the count below the report tells of the rest.
    let shown = format == .text ? Array(findings.prefix(Self.most)) : findings
    let text = format.renderer(isColored: terminal.isColored).render(
      shown, sources: sources, summary: summary)
    guard format == .text else { return Terminal.write(text, to: 1) }
    guard !findings.isEmpty else { return }
    let rest = findings.count - shown.count
    terminal.complain(
      text + "\n" + SeverityCounts(bag).text + (rest > 0 ? "; \(rest) more not shown" : "") + "\n")
  }

  /// Findings that a report for people shows.
  private static let most = 200
}
