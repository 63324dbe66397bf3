package import Diagnostics
package import YAMLSyntax

/// Templates of a target: one for each key, or one whose output is read as YAML.
package enum TemplateData: FieldForm {
  case perKey([StringPair], at: SourceSpan?)
  case bulk(Located<String>)

  package static let typeName = "a mapping of templates, or one template"
  /// Characters of one template: objects have at most 1.5 MiB, and templates that people write a few thousand.
  package static let mostCharacters = 262_144
  package static let maxLength: Int? = mostCharacters

  package init(reading node: YAMLNode) throws(ValueProblem) {
    let help = "write a mapping of key to template, or one template as text"
    if let entries = node.entries {
      var pairs: [StringPair] = []
      for entry in entries {
        guard let key = entry.key.scalar, let value = entry.value.scalar,
          value.resolved() == .string
        else {
          let name = entry.key.scalar?.text ?? "?"
          throw ValueProblem("has no string under `\(name)`", help: "quote the template; \(help)")
        }
        try Self.check(value.text, "has a template under `\(key.text)` that ")
        pairs.append(
          StringPair(
            Located(key.text, at: entry.key.span), Located(value.text, at: entry.value.span)))
      }
      self = .perKey(pairs, at: node.span)
    } else if let scalar = node.scalar, scalar.resolved() == .string {
      try Self.check(scalar.text, "")
      self = .bulk(Located(scalar.text, at: node.span))
    } else {
      throw ValueProblem("must be \(Self.typeName), not \(node.kindDescription)", help: help)
    }
  }

  private static func check(_ text: String, _ subject: String) throws(ValueProblem) {
    guard text.utf8.count > mostCharacters, text.unicodeScalars.count > mostCharacters else {
      return
    }
    throw ValueProblem(
      "\(subject)is longer than \(mostCharacters) characters",
      help: "shorten it, or split the target")
  }

  package var yaml: YAMLNode {
    switch self {
    case .perKey(let pairs, let span): StringPair.node(pairs, at: span)
    case .bulk(let text): text.yaml
    }
  }

  /// Every template with its place.
  package var templates: [Located<String>] {
    switch self {
    case .perKey(let pairs, _): pairs.map(\.value)
    case .bulk(let text): [text]
    }
  }
}
