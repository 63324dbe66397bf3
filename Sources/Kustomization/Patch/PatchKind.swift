import Diagnostics
import YAMLSyntax

/// What a text of a patch turned out to be.
enum PatchKind {
  /// Parts of objects, one after the other.
  case strategic([YAMLNode])
  case json(JSONPatch)
  /// Nothing: an empty file, or an empty list.
  case nothing

  init(_ documents: [YAMLNode], at span: SourceSpan?) throws(Fault) {
    let filled = documents.filter { !$0.isNull }
    if filled.isEmpty {
      self = .nothing
      return
    }
    if let items = filled[0].items {
      self = items.isEmpty ? .nothing : .json(try JSONPatch(filled[0]))
      return
    }
    var parts: [YAMLNode] = []
    for document in filled {
      for part in ResourceReader.expanded(document) {
        guard part.isMapping, let kind = part["kind"]?.scalar?.text, !kind.isEmpty,
          let name = part["metadata"]?["name"]?.scalar?.text, !name.isEmpty
        else {
          throw Fault(
            .kustomizationPatch,
            "the patch is neither a part of an object nor a JSON patch", at: part.span ?? span
          ).help("a part of an object needs `kind` and `metadata.name`, a JSON patch is a list")
        }
        parts.append(part)
      }
    }
    self = .strategic(parts)
  }
}
