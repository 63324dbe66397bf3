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
  /// Root of the document that it is in.
  let root: YAMLNode

  /// Whether the resource is an alias: what it names is elsewhere.
  var isAlias: Bool { node.alias != nil }

  /// Every InfisicalSecret of `stream`, as a document or as an item of a list.
  static func all(in stream: YAMLStream, of file: SourceFile) -> [FoundResource] {
    stream.documents.flatMap { document -> [FoundResource] in
      guard let root = document.root, let span = root.span else { return [] }
      let resolved = document.hasMergeKeys ? root.resolvingMerges() : root
      if isOld(resolved) {
        return [
          FoundResource(
            node: root, resolved: resolved,
            region: ResourceRegion(document: span, in: file.bytes), root: root)
        ]
      }
      return items(of: root, resolved, root, file)
    }
  }

  /// Resources in a list, and in lists in it.
  private static func items(
    of node: YAMLNode, _ resolved: YAMLNode, _ root: YAMLNode, _ file: SourceFile
  ) -> [FoundResource] {
    guard resolved["kind"]?.scalar?.text.hasSuffix("List") == true, let list = node["items"],
      let items = list.items, let others = resolved["items"]?.items
    else { return [] }
    let isFlow = list.properties.contains(.flow)
    return zip(items, others).flatMap { item, resolved -> [FoundResource] in
      guard let span = item.span else { return [] }
      guard isOld(resolved) else { return Self.items(of: item, resolved, root, file) }
      return [
        FoundResource(
          node: item, resolved: resolved,
          region: ResourceRegion(item: span, list: isFlow ? nil : list.span, in: file.bytes),
          root: root)
      ]
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
