package import Diagnostics
package import YAMLSyntax

/// The part of `metadata` that people write (Kubernetes 1.36, meta/v1 ObjectMeta).
package struct ResourceMetadata: FieldBlock {
  package static let summary = "Metadata of the object."
  /// What the API server fills in is not ours.
  package static let isOpen = true

  package var name: Located<String>?
  package var namespace: Located<String>?
  package var labels: [StringPair] = []
  package var annotations: [StringPair] = []
  package var span: SourceSpan?

  package init() {}

  package init(name: Located<String>, namespace: Located<String>?) {
    self.name = name
    self.namespace = namespace
  }

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.scalar("name", &name, "name of the object")
    fields.scalar("namespace", &namespace, "namespace of the object")
    fields.strings("labels", &labels, "labels")
    fields.strings("annotations", &annotations, "annotations")
  }
}
