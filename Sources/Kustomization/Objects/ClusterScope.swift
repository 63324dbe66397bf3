/// The kinds that certainly have no namespace.
///
/// Source: the OpenAPI document of Kubernetes 1.21.2, which kustomize v5.8.1 carries. Every other kind counts
/// as one with a namespace, CustomResourceDefinitions of the tree or not.
package enum ClusterScope {
  /// Stands for the namespace of such objects in comparisons.
  package static let word = "_non_namespaceable_"

  package static func contains(_ id: ResourceID) -> Bool {
    kinds["\(id.apiVersion)/\(id.kind)"] != nil
  }

  private static let kinds: [String: Void] = {
    var table: [String: Void] = [:]
    func add(_ group: String, _ versions: [String], _ words: [String]) {
      for version in versions {
        for kind in words { table["\(group.isEmpty ? "" : "\(group)/")\(version)/\(kind)"] = () }
      }
    }
    add("", ["v1"], ["Namespace", "Node", "PersistentVolume", "ComponentStatus"])
    add(
      "rbac.authorization.k8s.io", ["v1", "v1alpha1", "v1beta1"],
      ["ClusterRole", "ClusterRoleBinding"])
    add(
      "storage.k8s.io", ["v1", "v1beta1"],
      ["StorageClass", "CSIDriver", "VolumeAttachment", "CSINode"])
    add("scheduling.k8s.io", ["v1", "v1alpha1", "v1beta1"], ["PriorityClass"])
    add("apiextensions.k8s.io", ["v1", "v1beta1"], ["CustomResourceDefinition"])
    add("apiregistration.k8s.io", ["v1", "v1beta1"], ["APIService"])
    add(
      "admissionregistration.k8s.io", ["v1", "v1beta1"],
      ["MutatingWebhookConfiguration", "ValidatingWebhookConfiguration"])
    add("networking.k8s.io", ["v1", "v1beta1"], ["IngressClass"])
    add("node.k8s.io", ["v1", "v1alpha1", "v1beta1"], ["RuntimeClass"])
    add("certificates.k8s.io", ["v1", "v1beta1"], ["CertificateSigningRequest"])
    add("policy", ["v1beta1"], ["PodSecurityPolicy"])
    add(
      "flowcontrol.apiserver.k8s.io", ["v1beta1"], ["FlowSchema", "PriorityLevelConfiguration"])
    return table
  }()
}
