/// Workflow commands of GitHub Actions, which become annotations of a pull request.
package struct GitHubRenderer: DiagnosticRenderer {
  package init() {}

  package func render(
    _ diagnostics: [Diagnostic], sources: SourceMap, summary: RunSummary
  ) -> String {
    var lines = LineCache(sources)
    var output = ""
    for diagnostic in diagnostics {
      var properties: [String] = []
      if let span = diagnostic.primary?.span, let index = lines.index(of: span.file) {
        let start = index.position(at: Int(span.start))
        let end = index.position(at: Int(span.end))
        properties.append("file=\(Self.property(lines.path(of: span.file)))")
        properties.append("line=\(start.line)")
        properties.append("col=\(start.column)")
        // A range over several lines has no columns.
        properties.append(
          start.line == end.line ? "endColumn=\(end.column)" : "endLine=\(end.line)")
      } else if let path = diagnostic.path {
        properties.append("file=\(Self.property(path))")
      }
      properties.append("title=\(Self.property(diagnostic.code.description))")
      let command =
        switch diagnostic.severity {
        case .error: "error"
        case .warning: "warning"
        case .note: "notice"
        }
      let text = [diagnostic.message, diagnostic.help].compactMap(\.self).joined(separator: "\n")
      output += "::\(command) \(properties.joined(separator: ","))::\(Self.data(text))\n"
    }
    return output
  }

  /// The escapes of `actions/toolkit`, command.ts.
  private static func data(_ text: String) -> String {
    replace(text, [("%", "%25"), ("\r", "%0D"), ("\n", "%0A")])
  }

  private static func property(_ text: String) -> String {
    replace(text, [("%", "%25"), ("\r", "%0D"), ("\n", "%0A"), (":", "%3A"), (",", "%2C")])
  }

  private static func replace(_ text: String, _ pairs: [(Unicode.Scalar, String)]) -> String {
    text.unicodeScalars.map { scalar in
      pairs.first { $0.0 == scalar }?.1 ?? String(Character(scalar))
    }.joined()
  }
}
