/// `path:line:column: severity: message [CODE]`, one line a finding: the form editors parse.
package struct ConciseRenderer: DiagnosticRenderer {
  package init() {}

  package func render(
    _ diagnostics: [Diagnostic], sources: SourceMap, summary: RunSummary
  ) -> String {
    var lines = LineCache(sources)
    var output = ""
    for diagnostic in diagnostics {
      if let span = diagnostic.primary?.span, let index = lines.index(of: span.file) {
        let position = index.position(at: Int(span.start))
        output += "\(lines.path(of: span.file)):\(position.line):\(position.column): "
      } else if let path = diagnostic.path {
        output += "\(path): "
      }
      let message = SafeText.escapingControls(diagnostic.message)
      output += "\(diagnostic.severity.rawValue): \(message) [\(diagnostic.code)]\n"
    }
    return output
  }
}
