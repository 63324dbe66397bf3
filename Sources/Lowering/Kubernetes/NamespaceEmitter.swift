import Diagnostics
import KubernetesModel
import TopologyModel

/// The namespace, under the strictest Pod Security level; CloudNativePG fits into it too.
struct NamespaceEmitter: Emitter {
  func emit(_ blueprint: SiteBlueprint, into manifests: inout SiteManifests) {
    var metadata = ObjectMeta(
      name: blueprint.namespace, namespace: nil, labels: SiteComponent.platform.labels(blueprint))
    metadata.annotations = ObjectMeta.protection
    for mode in ["enforce", "audit", "warn"] {
      metadata.labels.append(("pod-security.kubernetes.io/\(mode)", "restricted"))
    }
    manifests.add(
      Namespace(metadata: metadata), to: .namespaces,
      origin: blueprint.topology.namespace.span ?? blueprint.site.span)
  }
}
