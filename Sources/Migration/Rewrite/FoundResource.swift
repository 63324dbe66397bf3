import Diagnostics
import InfisicalModel
import YAMLSyntax

/// A resource of v1alpha1 in a file.
struct FoundResource: Sendable {
  /// As it was read: spans and comments belong to this tree.
  let node: YAMLNode
  /// With merge keys resolved.
  let resolved: YAMLNode
  let region: ResourceRegion
  /// Root of the document that it stands in.
  let root: YAMLNode

  /// Every InfisicalSecret of `stream`, as a document or as an item of a list.
  static func all(in stream: YAMLStream, of file: SourceFile) -> [FoundResource] {
    stream.documents.flatMap { document -> [FoundResource] in
      guard let root = document.root, let span = root.span else { return [] }
      func resolve(_ node: YAMLNode) -> YAMLNode {
        document.hasMergeKeys ? node.resolvingMerges() : node
      }
      if isOld(root) {
        return [
          FoundResource(
            node: root, resolved: resolve(root),
            region: ResourceRegion(document: span, in: file.bytes), root: root)
        ]
      }
      guard root["kind"]?.scalar?.text.hasSuffix("List") == true, let list = root["items"] else {
        return []
      }
      let isFlow = list.properties.contains(.flow)
      return (list.items ?? []).compactMap { item in
        guard isOld(item), let span = item.span, item.alias == nil else { return nil }
        return FoundResource(
          node: item, resolved: resolve(item),
          region: ResourceRegion(item: span, list: isFlow ? nil : list.span, in: file.bytes),
          root: root)
      }
    }
  }

  /// Namespaces and names of the static secrets that a stream has already.
  static func newNames(in stream: YAMLStream) -> [(identity: String, span: SourceSpan?)] {
    stream.documents.compactMap(\.root).flatMap { root in
      root["kind"]?.scalar?.text.hasSuffix("List") == true ? root["items"]?.items ?? [] : [root]
    }.filter { $0["kind"]?.scalar?.text == InfisicalStaticSecretSpec.kind.kind }.map { node in
      (identity(node), node["metadata"]?["name"]?.span)
    }
  }

  private static func identity(_ node: YAMLNode) -> String {
    let metadata = node["metadata"]
    let namespace = metadata?["namespace"]?.scalar?.text ?? ""
    return "\(namespace)/\(metadata?["name"]?.scalar?.text ?? "")"
  }

  /// Namespace and name, to compare with others of the stream.
  var identityInStream: String { Self.identity(resolved) }

  private static func isOld(_ node: YAMLNode) -> Bool {
    node["kind"]?.scalar?.text == InfisicalSecretSpec.kind.kind
      && node["apiVersion"]?.scalar?.text == InfisicalSecretSpec.kind.apiVersion
  }

  /// Identity for findings.
  var identity: Diagnostic.Resource {
    let metadata = resolved["metadata"]
    return Diagnostic.Resource(
      apiVersion: InfisicalSecretSpec.kind.apiVersion, kind: InfisicalSecretSpec.kind.kind,
      namespace: metadata?["namespace"]?.scalar?.text ?? "",
      name: metadata?["name"]?.scalar?.text ?? "")
  }
}
