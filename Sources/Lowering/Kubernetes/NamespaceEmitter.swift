import Diagnostics
import KubernetesModel
import TopologyModel

/// The namespace, under the strictest Pod Security level; CloudNativePG fits into it too.
struct NamespaceEmitter: Emitter {
  func emit(_ context: SiteContext, into manifests: inout SiteManifests) {
    var metadata = ObjectMeta(
      name: context.namespace, namespace: nil, labels: Component.platform.labels(context))
    metadata.annotations = Component.protection
    for mode in ["enforce", "audit", "warn"] {
      metadata.labels.append(("pod-security.kubernetes.io/\(mode)", "restricted"))
    }
    manifests.add(
      Namespace(metadata: metadata), to: .namespaces,
      origin: context.topology.namespace.span ?? context.site.span)
  }
}
