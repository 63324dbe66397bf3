package import YAMLSyntax

/// core/v1 Namespace.
package struct Namespace: KubernetesObject {
  package static let type = GroupVersionKind("", "v1", "Namespace")
  package var metadata: ObjectMeta

  package init(metadata: ObjectMeta) {
    self.metadata = metadata
  }

  package func write(into object: inout YAMLMapping) {}
}
