import Diagnostics
import YAMLSyntax

/// `replacements` and `vars`.
enum ReplacementDecoder {
  static func replacement(_ reader: inout FieldReader) -> ReplacementEntry {
    ReplacementEntry(
      path: reader.text("path"), sourceValue: reader.text("sourceValue"),
      source: reader.block("source", source), targets: reader.blocks("targets", target),
      span: reader.node.span)
  }

  private static func options(_ reader: inout FieldReader) -> ReplacementOptions {
    _ = reader.entry("encoding")
    return ReplacementOptions(
      delimiter: reader.text("delimiter")?.value ?? "", index: reader.integer("index") ?? 0,
      creates: reader.flag("create") ?? false)
  }

  private static func source(_ reader: inout FieldReader) -> ReplacementSource {
    ReplacementSource(
      object: identity(&reader), fieldPath: reader.text("fieldPath"),
      options: reader.block("options", options) ?? ReplacementOptions())
  }

  private static func identity(_ reader: inout FieldReader) -> PatchTarget {
    PatchTarget(
      group: reader.text("group") ?? "", version: reader.text("version") ?? "",
      kind: reader.text("kind") ?? "", name: reader.text("name") ?? "",
      namespace: reader.text("namespace") ?? "", span: reader.node.span)
  }

  private static func target(_ reader: inout FieldReader) -> ReplacementTarget {
    ReplacementTarget(
      select: reader.block("select", KustomizationDecoder.target),
      reject: reader.blocks("reject", KustomizationDecoder.target),
      fieldPaths: reader.texts("fieldPaths"),
      options: reader.block("options", options) ?? ReplacementOptions(), span: reader.node.span)
  }

  static func variable(_ reader: inout FieldReader) -> VarEntry {
    var entry = VarEntry(span: reader.node.span)
    entry.name = reader.text("name") ?? ""
    _ = reader.block("objref") { inner in
      entry.apiVersion = inner.text("apiVersion")
      entry.object = identity(&inner)
    }
    entry.fieldPath =
      reader.block("fieldref") { $0.text("fieldpath")?.value ?? "" }.flatMap {
        $0.isEmpty ? nil : $0
      } ?? "metadata.name"
    return entry
  }
}
