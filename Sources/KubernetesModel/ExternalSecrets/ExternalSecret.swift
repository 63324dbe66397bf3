package import YAMLSyntax

/// external-secrets.io/v1 ExternalSecret; v1beta1 is no longer served (rule SEC-005).
package struct ExternalSecret: KubernetesObject {
  package static let type = GroupVersionKind("external-secrets.io", "v1", "ExternalSecret")
  package var metadata: ObjectMeta
  package var store: Text
  package var storeKind: Text
  /// Type of the Secret that comes of it.
  package var secretType: String
  /// Labels of the Secret.
  package var labels: TextPairs
  /// Path at the provider.
  package var remoteKey: Text
  package var keys: [String]

  package init(
    metadata: ObjectMeta, store: Text, storeKind: Text, secretType: String, labels: TextPairs,
    remoteKey: Text, keys: [String]
  ) {
    self.metadata = metadata
    self.store = store
    self.storeKind = storeKind
    self.secretType = secretType
    self.labels = labels
    self.remoteKey = remoteKey
    self.keys = keys
  }

  package func write(into object: inout YAMLMapping) {
    object.nested("spec") { spec in
      spec.set("refreshInterval", "1h")
      spec.nested("secretStoreRef") {
        $0.set("name", store)
        $0.set("kind", storeKind)
      }
      spec.nested("target") { target in
        target.set("name", metadata.name)
        // The Secret outlives the object: deleting the wiring must not stop the service.
        target.set("creationPolicy", "Orphan")
        target.set("deletionPolicy", "Retain")
        target.nested("template") { template in
          template.set("type", secretType)
          if !labels.isEmpty { template.nested("metadata") { $0.strings("labels", labels) } }
        }
      }
      spec.list("data", keys.map(entry))
    }
  }

  private func entry(_ key: String) -> YAMLNode {
    // Defaults spelled out: GitOps engines would report what the server fills in.
    YAMLMapping.build { entry in
      entry.set("secretKey", key)
      entry.nested("remoteRef") {
        $0.set("key", remoteKey)
        $0.set("property", key)
        $0.set("conversionStrategy", "Default")
        $0.set("decodingStrategy", "None")
        $0.set("metadataPolicy", "None")
      }
    }
  }
}
