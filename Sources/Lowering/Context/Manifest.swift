import Diagnostics
import KubernetesModel
import TopologyModel
package import YAMLSyntax

/// One object of the output, in its layer.
package struct Manifest: Sendable {
  package let layer: Layer
  package let kind: String
  package let name: String
  package let node: YAMLNode

  /// `deployment-infisical.yaml`.
  package var fileName: String { "\(kind.lowercased())-\(name).yaml" }
}

/// Collects what emitters produce for one site.
struct SiteManifests {
  private(set) var manifests: [Manifest] = []

  /// Adds `object`; `origin` is the topology's block that caused it, `file` its name in the folder where an
  /// object of another namespace has the same.
  mutating func add<Object: KubernetesObject>(
    _ object: Object, to layer: Layer, origin: SourceSpan?, file: String? = nil
  ) {
    var node = object.yaml(origin: origin)
    if Self.holdsVariables(node) {
      // Shell is not for Flux to expand: with substitution in a Kustomization above, `${…}` would be
      // replaced or refused (Flux 2, kustomize-controller, postBuild).
      var copy = object
      copy.metadata.annotations.append(("kustomize.toolkit.fluxcd.io/substitute", "disabled"))
      node = copy.yaml(origin: origin)
    }
    manifests.append(
      Manifest(
        layer: layer, kind: Object.type.kind, name: file ?? object.metadata.name.value,
        node: node))
  }

  /// Whether a text below `node` has a variable in braces.
  private static func holdsVariables(_ node: YAMLNode) -> Bool {
    if let text = node.scalar?.text { return text.contains("${") }
    if let items = node.items { return items.contains(where: holdsVariables) }
    return (node.entries ?? []).contains { holdsVariables($0.value) }
  }
}

/// Turns one aspect of a site into objects.
protocol Emitter: Sendable {
  func emit(_ blueprint: SiteBlueprint, into manifests: inout SiteManifests)
}
