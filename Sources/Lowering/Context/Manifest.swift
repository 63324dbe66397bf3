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

  /// Adds `object`; `origin` is the topology's block that caused it.
  mutating func add<Object: KubernetesObject>(
    _ object: Object, to layer: Layer, origin: SourceSpan?
  ) {
    manifests.append(
      Manifest(
        layer: layer, kind: Object.type.kind, name: object.metadata.name.value,
        node: object.yaml(origin: origin)))
  }
}

/// Turns one aspect of a site into objects.
protocol Emitter: Sendable {
  func emit(_ blueprint: SiteBlueprint, into manifests: inout SiteManifests)
}
