import Diagnostics
import YAMLSyntax

/// What `configurations` add to the paths that transformers know.
struct TransformerSpecs: Sendable {
  /// A kind that others refer to, and where they do.
  struct Reference: Sendable {
    var target = FieldSpec("")
    var specs: [FieldSpec] = []
  }

  var namePrefix: [FieldSpec] = []
  var nameSuffix: [FieldSpec] = []
  var namespace: [FieldSpec] = []
  var commonLabels: [FieldSpec] = []
  var labels: [FieldSpec] = []
  var commonAnnotations: [FieldSpec] = []
  var images: [FieldSpec] = []
  var replicas: [FieldSpec] = []
  var varReference: [FieldSpec] = []
  var references: [Reference] = []

  mutating func merge(_ other: TransformerSpecs) {
    namePrefix += other.namePrefix
    nameSuffix += other.nameSuffix
    namespace += other.namespace
    commonLabels += other.commonLabels
    labels += other.labels
    commonAnnotations += other.commonAnnotations
    images += other.images
    replicas += other.replicas
    varReference += other.varReference
    references += other.references
  }

  /// Reads a file of `configurations`.
  static func decode(_ root: YAMLNode) -> (specs: TransformerSpecs, faults: [Fault]) {
    var reader = FieldReader(root)
    var specs = TransformerSpecs()
    func list(_ name: String) -> [FieldSpec] {
      reader.blocks(name, KustomizationDecoder.fieldSpec)
    }
    specs.namePrefix = list("namePrefix")
    specs.nameSuffix = list("nameSuffix")
    specs.namespace = list("namespace")
    specs.commonLabels = list("commonLabels") + list("templateLabels")
    specs.labels = list("labels")
    specs.commonAnnotations = list("commonAnnotations")
    specs.images = list("images")
    specs.replicas = list("replicas")
    specs.varReference = list("varReference")
    specs.references = reader.blocks("nameReference") { inner in
      Reference(
        target: FieldSpec(
          "", kind: inner.text("kind")?.value ?? "", group: inner.text("group")?.value ?? "",
          version: inner.text("version")?.value ?? ""),
        specs: inner.blocks("fieldSpecs", KustomizationDecoder.fieldSpec))
    }
    reader.finish()
    return (specs, reader.faults)
  }
}
