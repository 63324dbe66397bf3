/// The report for people: message, source excerpt with carets, notes and help.
package struct TextRenderer: DiagnosticRenderer {
  private let palette: Palette

  package init(_ palette: Palette = .plain) {
    self.palette = palette
  }

  package func render(
    _ diagnostics: [Diagnostic], sources: SourceMap, summary: RunSummary
  ) -> String {
    var lines = LineCache(sources)
    return diagnostics.map { render($0, &lines) }.joined(separator: "\n")
  }

  private func render(_ diagnostic: Diagnostic, _ lines: inout LineCache) -> String {
    let title = "\(diagnostic.severity.rawValue)[\(diagnostic.code)]"
    let message = SafeText.escapingControls(diagnostic.message)
    var output =
      palette.severity(diagnostic.severity, title) + palette.strong(": \(message)") + "\n"
    let groups = excerpts(of: diagnostic, &lines)
    let rows = groups.map { $0.excerpt.rows(palette, diagnostic.severity) }
    let widest = rows.joined().compactMap(\.number).max() ?? 0
    let gutter = String(repeating: " ", count: String(widest).utf8.count)
    for (group, rows) in zip(groups, rows) {
      output += gutter + palette.frame(group.isFirst ? "--> " : "::: ") + group.place + "\n"
      output += gutter + palette.frame(" |") + "\n"
      for row in rows { output += line(row, gutter) }
    }
    if let path = diagnostic.path { output += gutter + palette.frame("--> ") + path + "\n" }
    for note in diagnostic.notes { output += remark("note", note, gutter) }
    if let help = diagnostic.help { output += remark("help", help, gutter) }
    return output
  }

  private func line(_ row: (number: Int?, text: String), _ gutter: String) -> String {
    let text = row.text.isEmpty ? "" : " " + row.text
    if row.number == nil, row.text == "..." { return palette.frame("...") + "\n" }
    let number = row.number.map(String.init) ?? ""
    let padded = String(repeating: " ", count: gutter.utf8.count - number.utf8.count) + number
    return palette.frame(padded + " |") + text + "\n"
  }

  private func remark(_ kind: String, _ text: String, _ gutter: String) -> String {
    gutter + palette.frame(" = ") + palette.strong(kind) + ": \(SafeText.escapingControls(text))\n"
  }

  private struct Group {
    let place: String
    let isFirst: Bool
    var excerpt: Excerpt
  }

  /// One excerpt a file: the primary file first, the others in the order of their first label.
  private func excerpts(of diagnostic: Diagnostic, _ lines: inout LineCache) -> [Group] {
    var order: [SourceFileID] = []
    var byFile: [SourceFileID: Group] = [:]
    let primary = diagnostic.primary.map { [($0, true)] } ?? []
    for (label, isPrimary) in primary + diagnostic.secondary.map({ ($0, false) }) {
      let file = label.span.file
      guard let index = lines.index(of: file) else { continue }
      if byFile[file] == nil {
        let position = index.position(at: Int(label.span.start))
        byFile[file] = Group(
          place: "\(lines.path(of: file)):\(position.line):\(position.column)",
          isFirst: order.isEmpty,
          excerpt: Excerpt(
            bytes: lines.bytes(of: file), index: index, secrets: lines.secrets(of: file)))
        order.append(file)
      }
      byFile[file]?.excerpt.mark(label.span, label.text, isPrimary: isPrimary)
    }
    return order.compactMap { byFile[$0] }
  }
}
