package import YAMLSyntax

/// Structural schema (OpenAPI v3 as CustomResourceDefinitions take it) of a block, from its shape.
///
/// Conditions between fields become `x-kubernetes-validations`; bounds on lists and strings keep
/// their estimated cost within the budget of the API server (Kubernetes 1.36, CEL cost limits).
package enum StructuralSchema {
  /// The schema of a whole block.
  package static func schema(_ shape: BlockShape, summary: String? = nil) -> YAMLNode {
    YAMLMapping.build { schema in
      schema.set("description", sentence(summary ?? shape.summary))
      schema.set("type", "object")
      schema.list("required", shape.fields.filter { $0.presence == .required }.map(\.name))
      schema.nested("properties") { properties in
        for field in shape.fields { properties.set(field.name, property(field)) }
      }
      if shape.isOpen { schema.set("x-kubernetes-preserve-unknown-fields", true) }
      schema.list("x-kubernetes-validations", shape.invariants.map(validation))
    }
  }

  private static func property(_ field: FieldShape) -> YAMLNode {
    let summary = field.since.map { "\(field.summary) (since operator \($0))" } ?? field.summary
    guard field.isList else { return content(field, summary) }
    return YAMLMapping.build { schema in
      schema.set("description", sentence(summary))
      schema.set("type", "array")
      if case .block(let shape) = field.content { schema.set("maxItems", shape.mostInList) }
      schema.set("items", content(field, nil))
    }
  }

  private static func content(_ field: FieldShape, _ summary: String?) -> YAMLNode {
    switch field.content {
    case .block(let shape):
      return schema(shape, summary: summary)
    case .form(_, let maxLength):
      return YAMLMapping.build { schema in
        schema.set("description", summary.map(sentence))
        schema.set("maxLength", maxLength)
        schema.set("x-kubernetes-preserve-unknown-fields", true)
      }
    case .strings:
      return YAMLMapping.build { schema in
        schema.set("description", summary.map(sentence))
        schema.set("type", "object")
        schema.nested("additionalProperties") { $0.set("type", "string") }
      }
    case .scalar(_, let kind, let words, let pattern, let bounds):
      return YAMLMapping.build { schema in
        schema.set("description", summary.map(sentence))
        schema.set("type", type(kind))
        schema.set("format", bounds.format)
        schema.list("enum", words)
        schema.set("minimum", bounds.minimum)
        schema.set("minLength", bounds.minLength)
        schema.set("maxLength", bounds.maxLength)
        schema.set("pattern", pattern)
        if !field.isList { schema.set("default", standard(field, kind)) }
      }
    }
  }

  private static func type(_ kind: ScalarKind) -> String {
    switch kind {
    case .string, .stringOrNumber: "string"
    case .integer: "integer"
    case .boolean: "boolean"
    }
  }

  private static func standard(_ field: FieldShape, _ kind: ScalarKind) -> YAMLNode? {
    guard let text = field.defaultText, !text.isEmpty else { return nil }
    switch kind {
    case .string, .stringOrNumber: return .string(text)
    case .integer, .boolean: return YAMLNode(.scalar(YAMLScalar(text, .plain)))
    }
  }

  private static func validation(_ invariant: FieldInvariant) -> YAMLNode {
    YAMLMapping.build {
      $0.set("rule", invariant.rule)
      $0.set("message", invariant.message)
    }
  }

  /// A summary as `kubectl explain` shows it.
  private static func sentence(_ text: String) -> String {
    let first = text.prefix(1).uppercased()
    let whole = first + text.dropFirst()
    return whole.hasSuffix(".") ? whole : whole + "."
  }
}
