import Diagnostics
import InfisicalModel
import YAMLSyntax

/// Resources inside other objects, such as the values of a Helm release: a chart makes objects of them, and they
/// are not migrated.
enum EmbeddedResource {
  /// The first key `kind` of each.
  static func places(in stream: YAMLStream) -> [SourceSpan] {
    var found: [SourceSpan] = []
    for root in stream.documents.compactMap(\.root) {
      // A document, or an item of a list of objects, is a resource itself.
      let isList = root["kind"]?.scalar?.text.hasSuffix("List") == true
      for entry in root.entries ?? [] where !(isList && entry.key.scalar?.text == "items") {
        walk(entry.value, &found)
      }
    }
    return found
  }

  private static func walk(_ node: YAMLNode, _ found: inout [SourceSpan]) {
    switch node.content {
    case .scalar: break
    case .sequence(let items): for item in items { walk(item, &found) }
    case .mapping(let entries):
      if let kind = node["kind"], kind.scalar?.text == InfisicalSecretSpec.kind.kind,
        node["apiVersion"]?.scalar?.text == InfisicalSecretSpec.kind.apiVersion,
        let span = kind.span
      {
        found.append(span)
        return
      }
      for entry in entries { walk(entry.value, &found) }
    }
  }
}
