package import Diagnostics
package import YAMLSyntax

/// A Secret that is written.
package struct ManagedSecret: FieldBlock {
  package static let summary = "A Secret to write."

  package var secretName: Located<String> = ""
  package var secretNamespace: Located<String> = ""
  package var secretType: Located<String> = "Opaque"
  package var creationPolicy: Located<String> = "Orphan"
  package var template: LegacyTemplate?
  package var span: SourceSpan?

  package init() {}

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.scalar("secretName", &secretName, .required, "name of the Secret")
    fields.scalar("secretNamespace", &secretNamespace, .required, "namespace of the Secret")
    fields.scalar("secretType", &secretType, "type of the Secret")
    fields.scalar(
      "creationPolicy", &creationPolicy, "Owner: deleted with the resource; anything else: kept")
    fields.block("template", &template, "what to write; every secret by default")
  }
}

/// A ConfigMap that is written.
package struct ManagedConfigMap: FieldBlock {
  package static let summary = "A ConfigMap to write."

  package var configMapName: Located<String> = ""
  package var configMapNamespace: Located<String> = ""
  package var creationPolicy: Located<String> = "Orphan"
  package var template: LegacyTemplate?
  package var span: SourceSpan?

  package init() {}

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.scalar("configMapName", &configMapName, .required, "name of the ConfigMap")
    fields.scalar(
      "configMapNamespace", &configMapNamespace, .required, "namespace of the ConfigMap")
    fields.scalar(
      "creationPolicy", &creationPolicy, "Owner: deleted with the resource; anything else: kept")
    fields.block("template", &template, "what to write; every secret by default")
  }
}

/// Templates of a target in the words of v1alpha1.
package struct LegacyTemplate: FieldBlock {
  package static let summary = "What to write, as templates."

  package var includeAllSecrets: Located<Bool>?
  package var data: [StringPair] = []
  package var metadata: LegacyMetadata?
  package var span: SourceSpan?

  package init() {}

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.scalar(
      "includeAllSecrets", &includeAllSecrets, "also write every secret under its own key")
    fields.strings("data", &data, "Go template for each key")
    fields.block("metadata", &metadata, "labels and annotations; default to those of the resource")
  }
}

/// Labels and annotations of a target.
package struct LegacyMetadata: FieldBlock {
  package static let summary = "Labels and annotations."

  package var labels: [StringPair] = []
  package var annotations: [StringPair] = []
  package var span: SourceSpan?

  package init() {}

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.strings("labels", &labels, "labels")
    fields.strings("annotations", &annotations, "annotations")
  }
}
