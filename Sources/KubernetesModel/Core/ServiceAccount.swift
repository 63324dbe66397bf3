package import YAMLSyntax

/// core/v1 ServiceAccount.
package struct ServiceAccount: KubernetesObject {
  package static let type = GroupVersionKind("", "v1", "ServiceAccount")
  package var metadata: ObjectMeta
  package var automountServiceAccountToken = false

  package init(metadata: ObjectMeta) {
    self.metadata = metadata
  }

  package func write(into object: inout YAMLMapping) {
    object.set("automountServiceAccountToken", automountServiceAccountToken)
  }
}
