import Diagnostics
import YAMLSyntax

/// Gives lists and mappings of the new resource the places of their predecessors, so that comments on
/// those find their way.
enum TreePlaces {
  static func adopt(_ node: YAMLNode, from places: CollectionPlaces) -> YAMLNode {
    var copy = node
    for (path, span) in [
      (["apiVersion"], places.apiVersion), (["kind"], places.kind),
      (["metadata", "labels"], places.labels), (["metadata", "annotations"], places.annotations),
      (["spec", "sources"], places.authentication), (["spec", "targets"], places.targets),
    ] {
      if let span { set(&copy, path[...], span) }
    }
    return copy
  }

  private static func set(_ node: inout YAMLNode, _ path: ArraySlice<String>, _ span: SourceSpan) {
    guard let first = path.first, case .mapping(var entries) = node.content,
      let index = entries.firstIndex(where: { $0.key.scalar?.text == first })
    else { return }
    // Taking the content out of the node keeps its array from being copied.
    node.content = .sequence([])
    if path.count == 1 {
      entries[index].value.span = span
    } else {
      set(&entries[index].value, path.dropFirst(), span)
    }
    node.content = .mapping(entries)
  }
}

/// Places that typed values do not carry.
struct CollectionPlaces: Sendable {
  let apiVersion: SourceSpan?
  let kind: SourceSpan?
  let labels: SourceSpan?
  let annotations: SourceSpan?
  let targets: SourceSpan?
  let authentication: SourceSpan?

  init(_ node: YAMLNode) {
    apiVersion = node["apiVersion"]?.span
    kind = node["kind"]?.span
    labels = node["metadata"]?["labels"]?.span
    annotations = node["metadata"]?["annotations"]?.span
    let spec = node["spec"]
    authentication = spec?["authentication"]?.span
    targets =
      spec?["managedKubeSecretReferences"]?.span ?? spec?["managedKubeConfigMapReferences"]?.span
  }
}
