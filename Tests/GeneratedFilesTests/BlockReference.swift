import YAMLSyntax

/// Shapes of blocks as sections of Markdown.
enum BlockReference {
  /// A section for `shape` at `path`, and one for each block in it.
  static func section(
    _ path: String, _ shape: BlockShape, level: String = "##", _ text: inout String
  ) {
    text += "\(level) `\(path)`\n\n\(shape.summary)\n\n"
    if shape.fields.isEmpty { text += "No fields.\n\n" }
    if !shape.fields.isEmpty {
      text += "| field | type | default | meaning |\n| --- | --- | --- | --- |\n"
    }
    for field in shape.fields {
      let summary = field.since.map { "\(field.summary) (since \($0))" } ?? field.summary
      text += "| `\(field.name)` | \(type(field)) | \(standard(field)) | \(summary) |\n"
    }
    text += shape.fields.isEmpty ? "" : "\n"
    if !shape.invariants.isEmpty {
      text += shape.invariants.map { "- \($0.message)\n" }.joined() + "\n"
    }
    for field in shape.fields where !field.isInherited {
      guard case .block(let inner) = field.content else { continue }
      section("\(path).\(field.name)\(field.isList ? "[]" : "")", inner, level: level, &text)
    }
  }

  private static func type(_ field: FieldShape) -> String {
    let name: String
    switch field.content {
    case .form(let type, _): name = type
    case .scalar(let type, _, let words, _, _):
      let plain = type.split(separator: " ").dropFirst().joined(separator: " ")
      name = words.isEmpty ? plain : words.map { "`\($0)`" }.joined(separator: ", ")
    case .strings: name = "mapping of strings"
    case .block: name = field.isInherited ? "as `spec.\(field.name)`" : "block"
    }
    return field.isList ? "list of \(name)" : name
  }

  private static func standard(_ field: FieldShape) -> String {
    if field.presence == .required { return "*required*" }
    return field.defaultText.map { $0.isEmpty ? "" : "`\($0)`" } ?? ""
  }
}
