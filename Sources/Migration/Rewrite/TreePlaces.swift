import Diagnostics
import InfisicalModel
import YAMLSyntax

/// Gives lists and mappings of the new resource the places of their predecessors, so that comments on
/// those find their way.
enum TreePlaces {
  static func adopt(_ node: YAMLNode, from resource: ConvertedResource) -> YAMLNode {
    let places = resource.places
    var copy = node
    set(&copy, ["apiVersion"], places.apiVersion)
    set(&copy, ["kind"], places.kind)
    set(&copy, ["metadata", "labels"], places.labels)
    set(&copy, ["metadata", "annotations"], places.annotations)
    set(&copy, ["spec", "sources"], places.authentication)
    set(&copy, ["spec", "targets"], places.targets)
    return copy
  }

  private static func set(_ node: inout YAMLNode, _ path: [String], _ span: SourceSpan?) {
    guard let span, let first = path.first, var entries = node.entries,
      let index = entries.firstIndex(where: { $0.key.scalar?.text == first })
    else { return }
    if path.count == 1 {
      entries[index].value.span = span
    } else {
      set(&entries[index].value, Array(path.dropFirst()), span)
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
