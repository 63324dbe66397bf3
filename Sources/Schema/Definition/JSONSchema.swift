package import YAMLSyntax

/// JSON Schema (draft 2020-12) of a document, from the shape of its block.
///
/// It is for editors: everything the schema refuses is an error, but not every error can be said in
/// a schema. Blocks that inherit from each other require nothing where they stand, because what one
/// leaves out the other may set.
package struct JSONSchema: Sendable {
  private let apiVersion: String
  private let kind: String
  private let spec: BlockShape

  /// The schema of documents of one kind whose `spec` has the shape `spec`.
  package init(apiVersion: String, kind: String, spec: BlockShape) {
    self.apiVersion = apiVersion
    self.kind = kind
    self.spec = spec
  }

  /// The schema as a tree.
  package var document: YAMLNode {
    YAMLMapping.build { schema in
      schema.set("$schema", "https://json-schema.org/draft/2020-12/schema")
      schema.set("title", kind)
      schema.set("description", spec.summary)
      schema.set("type", "object")
      schema.set("additionalProperties", false)
      schema.list("required", ["apiVersion", "kind", "metadata", "spec"])
      schema.nested("properties") { properties in
        properties.nested("apiVersion") { $0.set("const", apiVersion) }
        properties.nested("kind") { $0.set("const", kind) }
        properties.set("metadata", metadata)
        properties.set("spec", block(spec, isPartial: false))
      }
    }
  }

  private var metadata: YAMLNode {
    YAMLMapping.build { metadata in
      metadata.set("type", "object")
      metadata.set("additionalProperties", false)
      metadata.list("required", ["name"])
      metadata.nested("properties") { properties in
        properties.nested("name") {
          $0.set("type", "string")
          $0.set("description", "name of the deployment, first part of derived names")
          $0.set("pattern", "^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$")
        }
      }
    }
  }

  private func block(_ shape: BlockShape, isPartial: Bool, summary: String? = nil) -> YAMLNode {
    YAMLMapping.build { schema in
      schema.set("type", "object")
      schema.set("description", summary ?? shape.summary)
      schema.set("additionalProperties", false)
      if !isPartial {
        schema.list("required", shape.fields.filter { $0.presence == .required }.map(\.name))
      }
      schema.nested("properties") { properties in
        for field in shape.fields { properties.set(field.name, property(field, isPartial)) }
      }
    }
  }

  private func property(_ field: FieldShape, _ isPartial: Bool) -> YAMLNode {
    let isPartial = isPartial || field.isInherited || field.isShared
    guard field.isList else { return content(field, isPartial, isItem: false) }
    return YAMLMapping.build { schema in
      schema.set("type", "array")
      schema.set("description", field.summary)
      schema.set("items", content(field, false, isItem: true))
    }
  }

  private func content(_ field: FieldShape, _ isPartial: Bool, isItem: Bool) -> YAMLNode {
    switch field.content {
    case .block(let shape):
      return block(shape, isPartial: isPartial, summary: isItem ? nil : field.summary)
    case .strings:
      return YAMLMapping.build { schema in
        schema.set("type", "object")
        schema.set("description", field.summary)
        schema.nested("additionalProperties") {
          $0.list("type", ["string", "number", "boolean"])
        }
      }
    case .form:
      return YAMLMapping.build { $0.set("description", field.summary) }
    case .scalar(_, let kind, let words, let pattern, _):
      return YAMLMapping.build { schema in
        switch kind {
        case .string: schema.set("type", "string")
        case .integer: schema.set("type", "integer")
        case .boolean: schema.set("type", "boolean")
        case .stringOrNumber: schema.list("type", ["string", "number"])
        }
        if !isItem { schema.set("description", field.summary) }
        schema.list("enum", words)
        schema.set("pattern", pattern)
        if !isItem { schema.set("default", standard(field, kind)) }
      }
    }
  }

  /// The default in its own type.
  private func standard(_ field: FieldShape, _ kind: ScalarKind) -> YAMLNode? {
    guard let text = field.defaultText, !text.isEmpty else { return nil }
    switch kind {
    case .string, .stringOrNumber: return .string(text)
    case .integer, .boolean: return YAMLNode(.scalar(YAMLScalar(text, .plain)))
    }
  }
}
