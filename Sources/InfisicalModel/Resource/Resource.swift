package import Diagnostics
package import YAMLSyntax

/// An object of an Infisical kind.
///
/// One declaration of fields decodes it, encodes it, and gives its schema and documentation.
package struct Resource<Spec: ResourceSpec>: FieldBlock {
  package static var summary: String { Spec.kind.summary }

  package var apiVersion: Located<String>
  package var kind: Located<String>
  package var metadata = ResourceMetadata()
  package var spec = Spec()
  package var status: Spec.Status?
  package var span: SourceSpan?

  package init() {
    apiVersion = Located(Spec.kind.apiVersion)
    kind = Located(Spec.kind.kind)
  }

  /// An object to be written.
  package init(_ metadata: ResourceMetadata, _ spec: Spec) {
    self.init()
    self.metadata = metadata
    self.spec = spec
  }

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.scalar("apiVersion", &apiVersion, .required, "API version")
    fields.scalar("kind", &kind, .required, "kind of the object")
    fields.block("metadata", &metadata, .required, "metadata of the object")
    fields.block("spec", &spec, "desired state")
    fields.block("status", &status, "state observed by the operator")
  }

  /// Reads an object whose merge keys are resolved.
  package static func decode(
    _ node: YAMLNode
  ) -> (resource: Resource, outcome: FieldDecoder.Outcome) {
    let (block, outcome) = FieldDecoder.decode(
      Resource.self, from: node, path: "", rules: .infisical)
    return (block, outcome)
  }

  /// The object as a tree, fields in canonical order.
  package var yaml: YAMLNode { FieldEncoder.encode(self) }
}
