package import Diagnostics
package import YAMLSyntax

/// Templates of a target: one for each key, or one whose output is read as YAML.
package enum TemplateData: FieldForm {
  case perKey([StringPair], at: SourceSpan?)
  case bulk(Located<String>)

  package static let typeName = "a mapping of templates, or one template"

  package init(reading node: YAMLNode) throws(ValueProblem) {
    let help = "write a mapping of key to template, or one template as text"
    if let entries = node.entries {
      var pairs: [StringPair] = []
      for entry in entries {
        guard let key = entry.key.scalar, let value = entry.value.scalar,
          value.resolved() == .string
        else {
          let name = entry.key.scalar?.text ?? "?"
          throw ValueProblem("has no text under `\(name)`", help: "quote the template; \(help)")
        }
        pairs.append(
          StringPair(
            Located(key.text, at: entry.key.span), Located(value.text, at: entry.value.span)))
      }
      self = .perKey(pairs, at: node.span)
    } else if let scalar = node.scalar, scalar.resolved() == .string {
      self = .bulk(Located(scalar.text, at: node.span))
    } else {
      throw ValueProblem("must be \(Self.typeName), not \(node.kindDescription)", help: help)
    }
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
