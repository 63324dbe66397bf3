/// Versions of APIs that went away before the oldest version that the facts know, and those that only
/// stopped being served (Kubernetes, Deprecated API Migration Guide).
package enum RemovedKinds {
  /// A kind that is gone.
  package struct Removal: Sendable {
    /// The first version without it.
    package let removed: KubernetesVersion
    /// The `apiVersion` to move to; nil when nothing replaces the kind.
    package let replacement: String?
  }

  private static let table:
    [(apiVersion: String, kinds: String, minor: Int, replacement: String?)] = [
      ("extensions/v1beta1", "Deployment DaemonSet ReplicaSet", 16, "apps/v1"),
      ("extensions/v1beta1", "NetworkPolicy", 16, "networking.k8s.io/v1"),
      ("extensions/v1beta1", "PodSecurityPolicy", 16, nil),
      ("extensions/v1beta1", "Ingress", 22, "networking.k8s.io/v1"),
      ("apps/v1beta1", "Deployment StatefulSet ReplicaSet ControllerRevision", 16, "apps/v1"),
      ("apps/v1beta2", "Deployment StatefulSet DaemonSet ReplicaSet", 16, "apps/v1"),
      ("networking.k8s.io/v1beta1", "Ingress IngressClass", 22, "networking.k8s.io/v1"),
      (
        "rbac.authorization.k8s.io/v1beta1", "Role RoleBinding ClusterRole ClusterRoleBinding", 22,
        "rbac.authorization.k8s.io/v1"
      ),
      ("apiextensions.k8s.io/v1beta1", "CustomResourceDefinition", 22, "apiextensions.k8s.io/v1"),
      ("apiregistration.k8s.io/v1beta1", "APIService", 22, "apiregistration.k8s.io/v1"),
      (
        "admissionregistration.k8s.io/v1beta1",
        "MutatingWebhookConfiguration ValidatingWebhookConfiguration", 22,
        "admissionregistration.k8s.io/v1"
      ),
      ("authentication.k8s.io/v1beta1", "TokenReview", 22, "authentication.k8s.io/v1"),
      (
        "authorization.k8s.io/v1beta1", "SubjectAccessReview SelfSubjectAccessReview", 22,
        "authorization.k8s.io/v1"
      ),
      ("certificates.k8s.io/v1beta1", "CertificateSigningRequest", 22, "certificates.k8s.io/v1"),
      ("coordination.k8s.io/v1beta1", "Lease", 22, "coordination.k8s.io/v1"),
      ("scheduling.k8s.io/v1beta1", "PriorityClass", 22, "scheduling.k8s.io/v1"),
      (
        "storage.k8s.io/v1beta1", "StorageClass CSIDriver CSINode VolumeAttachment", 22,
        "storage.k8s.io/v1"
      ),
      ("storage.k8s.io/v1beta1", "CSIStorageCapacity", 27, "storage.k8s.io/v1"),
      ("batch/v1beta1", "CronJob", 25, "batch/v1"),
      ("batch/v2alpha1", "CronJob", 21, "batch/v1"),
      ("policy/v1beta1", "PodDisruptionBudget", 25, "policy/v1"),
      ("policy/v1beta1", "PodSecurityPolicy", 25, nil),
      ("discovery.k8s.io/v1beta1", "EndpointSlice", 25, "discovery.k8s.io/v1"),
      ("events.k8s.io/v1beta1", "Event", 25, "events.k8s.io/v1"),
      ("node.k8s.io/v1beta1", "RuntimeClass", 25, "node.k8s.io/v1"),
      ("autoscaling/v2beta1", "HorizontalPodAutoscaler", 25, "autoscaling/v2"),
      ("autoscaling/v2beta2", "HorizontalPodAutoscaler", 26, "autoscaling/v2"),
      (
        "flowcontrol.apiserver.k8s.io/v1beta1", "FlowSchema PriorityLevelConfiguration", 26,
        "flowcontrol.apiserver.k8s.io/v1"
      ),
      (
        "flowcontrol.apiserver.k8s.io/v1beta2", "FlowSchema PriorityLevelConfiguration", 29,
        "flowcontrol.apiserver.k8s.io/v1"
      ),
    ]

  /// What became of a kind; nil when the table does not list it.
  package static func find(_ apiVersion: String, _ kind: String) -> Removal? {
    guard
      let row = rows[apiVersion]?.first(where: {
        table[$0].kinds.split(separator: " ").contains(Substring(kind))
      })
    else { return nil }
    return Removal(
      removed: KubernetesVersion(minor: table[row].minor), replacement: table[row].replacement)
  }

  /// Positions in the table by `apiVersion`.
  private static let rows = Dictionary(grouping: table.indices) { table[$0].apiVersion }
}
