package import KubernetesClient

extension APIResource {
  package static let connections = infisical(
    "v1beta1", "InfisicalConnection", "infisicalconnections")
  package static let auths = infisical("v1beta1", "InfisicalAuth", "infisicalauths")
  package static let staticSecrets = infisical(
    "v1beta1", "InfisicalStaticSecret", "infisicalstaticsecrets")
}

/// Annotations of objects that the operator deals with; all but ``pendingRollout``, ``sourceDigest``,
/// ``allowedNamespaces`` and ``adopt`` are those of the official operator (v0.11.5).
enum Annotations {
  static let prefix = "secrets.infisical.com/"
  /// Etag of the content of a target.
  static let version = prefix + "version"
  static let managedLabels = prefix + "managed-labels"
  static let managedAnnotations = prefix + "managed-annotations"
  /// On workloads: `true` asks for a roll-out when a target changes.
  static let autoReload = prefix + "auto-reload"
  /// On targets: workloads still have to be rolled out for this etag.
  static let pendingRollout = prefix + "pending-rollout"
  /// On targets whose templates are not deterministic: from what they were rendered.
  static let sourceDigest = prefix + "source-digest"
  /// On Secrets, connections and auths: namespaces, separated by commas, that may refer to them.
  static let allowedNamespaces = prefix + "allowed-namespaces"
  /// On an object that someone else made: `true` lets a resource take it over, keys and all.
  static let adopt = prefix + "adopt"

  /// Prefixes of annotations that belong to others: never copied to a target, never taken from it.
  private static let system = ["kubectl.kubernetes.io/", "kubernetes.io/", "k8s.io/", "helm.sh/"]

  static func isSystem(_ key: String) -> Bool { system.contains { key.hasPrefix($0) } }

  /// What Argo CD, Flux, Helm, kustomize and kubectl recognise objects by that they applied: on a target it would invite
  /// them to prune it.
  private static let tracking = [
    "argocd.argoproj.io/", "kustomize.toolkit.fluxcd.io/", "helm.toolkit.fluxcd.io/",
    "meta.helm.sh/", "helm.sh/", "applyset.kubernetes.io/", "config.kubernetes.io/",
    "internal.config.kubernetes.io/", "config.k8s.io/",
  ]
  private static let trackingLabels: Set<String> = [
    "app.kubernetes.io/instance", "app.kubernetes.io/managed-by",
  ]

  /// Whether a label or an annotation of a resource says who applied it.
  static func isTracking(_ key: String) -> Bool {
    trackingLabels.contains(key) || tracking.contains { key.hasPrefix($0) }
  }

  /// Annotations that the operator keeps for itself on targets.
  static func isOwn(_ key: String) -> Bool {
    [version, managedLabels, managedAnnotations, pendingRollout, sourceDigest].contains(key)
  }
}
