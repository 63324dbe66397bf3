package import YAMLSyntax

/// `metadata` of an object, as far as manifests set it (Kubernetes 1.36, meta/v1 ObjectMeta).
package struct ObjectMeta: YAMLWritable, Sendable {
  package var name: Text
  /// Nil for cluster-scoped objects.
  package var namespace: Text?
  package var labels: TextPairs = []
  package var annotations: TextPairs = []

  package init(name: Text, namespace: Text?, labels: TextPairs = []) {
    self.name = name
    self.namespace = namespace
    self.labels = labels
  }

  package var yaml: YAMLNode {
    YAMLMapping.build { meta in
      meta.set("name", name)
      meta.set("namespace", namespace)
      meta.strings("labels", labels)
      meta.strings("annotations", annotations)
    }
  }
}
