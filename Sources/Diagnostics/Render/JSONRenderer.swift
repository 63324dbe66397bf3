/// The `json` report of design/decisions.md, "Command line".
package struct JSONRenderer: DiagnosticRenderer {
  package init() {}

  package func render(
    _ diagnostics: [Diagnostic], sources: SourceMap, summary: RunSummary
  ) -> String {
    var lines = LineCache(sources)
    let findings = diagnostics.map { "    " + finding($0, &lines) }
    var counts: [Severity: Int] = [:]
    for diagnostic in diagnostics { counts[diagnostic.severity, default: 0] += 1 }
    let totals = [
      ("files", summary.files), ("documents", summary.documents),
      ("errors", counts[.error] ?? 0), ("warnings", counts[.warning] ?? 0),
      ("notes", counts[.note] ?? 0),
    ]
    let body = findings.isEmpty ? "[]" : "[\n" + findings.joined(separator: ",\n") + "\n  ]"
    let tail = totals.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ",")
    return "{\n  \"findings\": \(body),\n  \"summary\": {\(tail)}\n}\n"
  }

  private func finding(_ diagnostic: Diagnostic, _ lines: inout LineCache) -> String {
    var members = [
      member("code", diagnostic.code.description),
      member("severity", diagnostic.severity.rawValue),
      member("message", diagnostic.message),
    ]
    if let span = diagnostic.primary?.span, let index = lines.index(of: span.file) {
      members.append(member("file", lines.path(of: span.file)))
      members += place(span, index)
    } else if let path = diagnostic.path {
      members.append(member("file", path))
    }
    if let resource = diagnostic.resource {
      let inner = [
        member("apiVersion", resource.apiVersion), member("kind", resource.kind),
        member("namespace", resource.namespace), member("name", resource.name),
      ]
      members.append("\"resource\":{\(inner.joined(separator: ","))}")
    }
    if !diagnostic.secondary.isEmpty {
      let related = diagnostic.secondary.map { label -> String in
        var inner = [member("file", lines.path(of: label.span.file))]
        if let index = lines.index(of: label.span.file) { inner += place(label.span, index) }
        inner.append(member("message", label.text))
        return "{\(inner.joined(separator: ","))}"
      }
      members.append("\"related\":[\(related.joined(separator: ","))]")
    }
    if !diagnostic.notes.isEmpty {
      let notes = diagnostic.notes.map(JSONText.quoted).joined(separator: ",")
      members.append("\"notes\":[\(notes)]")
    }
    if let help = diagnostic.help { members.append(member("help", help)) }
    if let fix = diagnostic.fixes.first { members.append("\"fix\":\(self.fix(fix, &lines))") }
    return "{\(members.joined(separator: ","))}"
  }

  private func fix(_ fix: FixIt, _ lines: inout LineCache) -> String {
    var edits: [String] = []
    for edit in fix.edits {
      guard let index = lines.index(of: edit.span.file) else { continue }
      let inner = place(edit.span, index) + [member("replacement", edit.replacement)]
      edits.append("{\(inner.joined(separator: ","))}")
    }
    let head = [member("title", fix.title), member("applicability", fix.applicability.rawValue)]
    return "{\(head.joined(separator: ",")),\"edits\":[\(edits.joined(separator: ","))]}"
  }

  private func place(_ span: SourceSpan, _ index: LineIndex) -> [String] {
    let start = index.position(at: Int(span.start))
    let end = index.position(at: Int(span.end))
    return [
      "\"line\":\(start.line)", "\"column\":\(start.column)",
      "\"endLine\":\(end.line)", "\"endColumn\":\(end.column)",
    ]
  }

  private func member(_ name: String, _ value: String) -> String {
    "\"\(name)\":\(JSONText.quoted(value))"
  }
}
