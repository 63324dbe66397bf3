/// SARIF 2.1.0 as GitHub's code scanning takes it: regions, fingerprints, fixes.
///
/// Columns count UTF-16 units, as the format says by default.
package struct SARIFRenderer: DiagnosticRenderer {
  private let version: String
  private let rules: [RuleInfo]

  /// A renderer that describes findings by `rules`, which are in the order of their codes.
  package init(version: String, rules: [RuleInfo]) {
    self.version = version
    self.rules = rules
  }

  package func render(
    _ diagnostics: [Diagnostic], sources: SourceMap, summary: RunSummary
  ) -> String {
    var lines = UTF16Lines(sources)
    let used = rules.filter { rule in diagnostics.contains { $0.code == rule.code } }
    let marks = Fingerprint.all(diagnostics, sources: sources)
    let results = zip(diagnostics, marks).map { diagnostic, mark in
      "        " + result(diagnostic, mark, used, &lines)
    }
    let list = results.isEmpty ? "[]" : "[\n\(results.joined(separator: ",\n"))\n      ]"
    let described = used.map { "            " + rule($0) }
    let catalogue =
      described.isEmpty ? "[]" : "[\n\(described.joined(separator: ",\n"))\n          ]"
    return """
      {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
          {
            "tool": {
              "driver": {
                "name": "Redoubt",
                "version": \(JSONText.quoted(version)),
                "informationUri": "https://redoubt.dev",
                "rules": \(catalogue)
              }
            },
            "columnKind": "utf16CodeUnits",
            "results": \(list)
          }
        ]
      }

      """
  }

  private func rule(_ rule: RuleInfo) -> String {
    object([
      ("id", JSONText.quoted(rule.code.description)), ("name", JSONText.quoted(rule.name)),
      ("shortDescription", text(rule.summary)), ("fullDescription", text(rule.why)),
      (
        "help",
        text(
          "\(rule.summary) \(rule.why) Sources: \(rule.sources.map(\.title).joined(separator: "; "))"
        )
      ),
      ("defaultConfiguration", object([("level", JSONText.quoted(level(rule.severity)))])),
    ])
  }

  private func result(
    _ diagnostic: Diagnostic, _ mark: String, _ used: [RuleInfo], _ lines: inout UTF16Lines
  ) -> String {
    let message = [diagnostic.message, diagnostic.help].compactMap(\.self).joined(separator: "\n")
    var members = [("ruleId", JSONText.quoted(diagnostic.code.description))]
    if let index = used.firstIndex(where: { $0.code == diagnostic.code }) {
      members.append(("ruleIndex", "\(index)"))
    }
    members.append(("level", JSONText.quoted(level(diagnostic.severity))))
    members.append(("message", text(message)))
    // GitHub takes a result without a place for invalid: the first line stands for the file.
    let place =
      diagnostic.primary.map { lines.location($0.span) }
      ?? UTF16Lines.wholeFile(diagnostic.path ?? ".")
    members.append(("locations", "[\(object([("physicalLocation", place)]))]"))
    if !diagnostic.secondary.isEmpty {
      let related = diagnostic.secondary.enumerated().map { position, label in
        object([
          ("id", "\(position)"), ("physicalLocation", lines.location(label.span)),
          ("message", text(label.text)),
        ])
      }
      members.append(("relatedLocations", "[\(related.joined(separator: ","))]"))
    }
    members.append(("partialFingerprints", object([("redoubt/v1", JSONText.quoted(mark))])))
    let fixes = diagnostic.fixes.map { fix($0, &lines) }
    if !fixes.isEmpty { members.append(("fixes", "[\(fixes.joined(separator: ","))]")) }
    return object(members)
  }

  private func fix(_ fix: FixIt, _ lines: inout UTF16Lines) -> String {
    var changes: [(file: SourceFileID, edits: [String])] = []
    for edit in fix.edits {
      if changes.last?.file != edit.span.file { changes.append((edit.span.file, [])) }
      changes[changes.count - 1].edits.append(
        object([
          ("deletedRegion", lines.region(edit.span)),
          ("insertedContent", text(edit.replacement)),
        ]))
    }
    let artifacts = changes.map { change in
      object([
        ("artifactLocation", lines.artifact(change.file)),
        ("replacements", "[\(change.edits.joined(separator: ","))]"),
      ])
    }
    return object([
      ("description", text(fix.title)),
      ("artifactChanges", "[\(artifacts.joined(separator: ","))]"),
    ])
  }

  private func level(_ severity: Severity) -> String { severity.rawValue }

  private func text(_ text: String) -> String { object([("text", JSONText.quoted(text))]) }

  private func object(_ members: [(String, String)]) -> String {
    "{" + members.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ",") + "}"
  }
}

/// Places in the terms of SARIF.
private struct UTF16Lines {
  private var lines: LineCache

  init(_ sources: SourceMap) {
    lines = LineCache(sources)
  }

  mutating func location(_ span: SourceSpan) -> String {
    "{\"artifactLocation\":\(artifact(span.file)),\"region\":\(region(span))}"
  }

  static func wholeFile(_ path: String) -> String {
    "{\"artifactLocation\":{\"uri\":\(JSONText.quoted(uri(path)))},\"region\":{\"startLine\":1}}"
  }

  func artifact(_ file: SourceFileID) -> String {
    "{\"uri\":\(JSONText.quoted(Self.uri(lines.path(of: file))))}"
  }

  mutating func region(_ span: SourceSpan) -> String {
    let start = position(Int(span.start), span.file)
    let end = position(Int(span.end), span.file)
    return
      "{\"startLine\":\(start.line),\"startColumn\":\(start.column),\"endLine\":\(end.line),\"endColumn\":\(end.column)}"
  }

  private mutating func position(_ offset: Int, _ file: SourceFileID) -> (line: Int, column: Int) {
    guard let index = lines.index(of: file) else { return (1, 1) }
    let position = index.position(at: offset)
    let bytes = lines.bytes(of: file)
    let start = index.content(ofLine: position.line - 1).lowerBound
    var line = bytes[start..<max(start, min(offset, bytes.count))]
    if start == 0, line.starts(with: [0xEF, 0xBB, 0xBF]) { line = line.dropFirst(3) }
    return (position.line, String(decoding: line, as: UTF8.self).utf16.count + 1)
  }

  /// A path as a relative reference (RFC 3986, section 4.2).
  private static func uri(_ path: String) -> String {
    var rest = path[...]
    while rest.hasPrefix("./") { rest = rest.dropFirst(2) }
    let scheme = rest.hasPrefix("/") ? "file://" : ""
    return scheme
      + rest.utf8.map { byte in
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x2F, 0x5F, 0x7E:
          return String(Character(Unicode.Scalar(byte)))
        default:
          let digits = String(byte, radix: 16, uppercase: true)
          return "%" + (digits.count == 1 ? "0" : "") + digits
        }
      }.joined()
  }
}
