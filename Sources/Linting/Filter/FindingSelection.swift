package import Diagnostics

/// Which findings of a run people asked for on the command line.
package struct FindingSelection: Sendable {
  /// Codes or beginnings of codes (`K8S4`) to report; empty for all.
  package var selected: [String] = []
  /// Codes or beginnings of codes to leave out; they win over `selected`.
  package var ignored: [String] = []
  /// The least serious findings to report.
  package var minimum = Severity.note

  package init() {}

  /// What is left of the findings of a run.
  package func apply(_ findings: DiagnosticBag) -> DiagnosticBag {
    var kept = DiagnosticBag()
    for finding in findings.diagnostics where includes(finding) { kept.report(finding) }
    return kept
  }

  /// Whether a finding is reported; its severity is that after configuration.
  private func includes(_ finding: Diagnostic) -> Bool {
    let code = finding.code.description
    func matches(_ list: [String]) -> Bool {
      list.contains { code.hasPrefix($0.uppercased()) }
    }
    // An error sorts before a warning.
    guard finding.severity <= minimum else { return false }
    return (selected.isEmpty || matches(selected)) && !matches(ignored)
  }
}
