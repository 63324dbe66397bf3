package import Diagnostics
package import YAMLSyntax

/// An object that secrets are written to.
package struct StaticSecretTarget: FieldBlock {
  package static let summary = "An object to which secrets are written."
  /// Bounds the cost of comparing each target with each other one in the API server.
  package static let mostInList: Int? = 128
  package static let invariants = [
    FieldInvariant(
      "!has(self.secretType) || self.secretType == '' || self.kind == 'Secret'",
      "only Secrets have a secretType")
  ]

  package var name = Located(ObjectName(""))
  package var namespace: Located<NamespaceName>?
  package var kind = Located(TargetKind.secret)
  package var creationPolicy = Located(CreationPolicy.orphan)
  package var secretType: Located<String>?
  package var template: SecretTemplate?
  package var metadata: TargetMetadata?
  package var span: SourceSpan?

  package init() {}

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.scalar("name", &name, .required, "name of the object")
    fields.scalar(
      "namespace", &namespace,
      "namespace of the object; operators before 0.11.6 require it, later ones default to that of the resource"
    )
    fields.scalar("kind", &kind, .required, "kind of the object")
    fields.scalar(
      "creationPolicy", &creationPolicy, .required,
      "Owner: deleted with the resource, same namespace only; Orphan: kept")
    fields.scalar("secretType", &secretType, "type of the Secret; defaults to Opaque")
    fields.block("template", &template, "what to write; by default every secret becomes a key")
    fields.block("metadata", &metadata, "labels and annotations; default to those of the resource")
  }
}

/// Templates of a target.
package struct SecretTemplate: FieldBlock {
  package static let summary = "What to write, as templates."

  package var engineVersion = Located(EngineVersion.v1)
  package var data = TemplateData.perKey([], at: nil)
  package var span: SourceSpan?

  package init() {}

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.scalar("engineVersion", &engineVersion, .required, "version of the template language")
    fields.form(
      "data", &data, .required,
      "Go template for each key, or one Go template that prints YAML with keys and values")
  }
}

/// Labels and annotations of a target, instead of those of the resource.
package struct TargetMetadata: FieldBlock {
  package static let summary = "Labels and annotations of the target."

  package var labels: [StringPair] = []
  package var annotations: [StringPair] = []
  package var span: SourceSpan?

  package init() {}

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.strings("labels", &labels, .required, "labels of the target")
    fields.strings("annotations", &annotations, .required, "annotations of the target")
  }
}
