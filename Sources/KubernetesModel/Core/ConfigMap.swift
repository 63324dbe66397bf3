package import YAMLSyntax

/// core/v1 ConfigMap with text data.
package struct ConfigMap: KubernetesObject {
  package static let type = GroupVersionKind("", "v1", "ConfigMap")
  package var metadata: ObjectMeta
  package var data: TextPairs

  package init(metadata: ObjectMeta, data: TextPairs) {
    self.metadata = metadata
    self.data = data
  }

  package func write(into object: inout YAMLMapping) {
    object.strings("data", data)
  }
}
