package import YAMLSyntax

/// kustomize.toolkit.fluxcd.io/v1 Kustomization: one folder of a GitRepository.
package struct FluxKustomization: KubernetesObject {
  package static let type = GroupVersionKind("kustomize.toolkit.fluxcd.io", "v1", "Kustomization")
  package var metadata: ObjectMeta
  /// Name of the GitRepository in the same namespace.
  package var source: Text
  package var path: String
  /// Whether what left the folder is deleted from the cluster; if not, nor is it when the
  /// Kustomization is deleted.
  package var prunes: Bool
  /// Names of those that must be ready first.
  package var dependsOn: [Text] = []
  package var healthExpressions: [HealthExpression] = []
  /// Secret with the keys that SOPS decrypts with; nil when nothing is encrypted.
  package var decryptionSecret: Text?

  package init(metadata: ObjectMeta, source: Text, path: String, prunes: Bool) {
    self.metadata = metadata
    self.source = source
    self.path = path
    self.prunes = prunes
  }

  package func write(into object: inout YAMLMapping) {
    object.nested("spec") { spec in
      spec.set("interval", "10m")
      spec.set("retryInterval", "1m")
      // While it waits for health, a new revision is not applied.
      spec.set("timeout", "5m")
      spec.nested("sourceRef") { reference in
        reference.set("kind", GitRepository.type.kind)
        reference.set("name", source)
      }
      spec.set("path", path)
      spec.set("prune", prunes)
      if !prunes { spec.set("deletionPolicy", "Orphan") }
      spec.set("wait", true)
      spec.list(
        "dependsOn", dependsOn.map { name in YAMLMapping.build { $0.set("name", name) } })
      spec.list("healthCheckExprs", healthExpressions)
      if let decryptionSecret {
        spec.nested("decryption") { decryption in
          decryption.set("provider", "sops")
          decryption.nested("secretRef") { $0.set("name", decryptionSecret) }
        }
      }
    }
  }
}

/// When an object of a kind counts as healthy, in the Common Expression Language.
package struct HealthExpression: YAMLWritable, Sendable {
  package let type: GroupVersionKind
  package let current: String
  package let failed: String?

  package init(_ type: GroupVersionKind, current: String, failed: String? = nil) {
    self.type = type
    self.current = current
    self.failed = failed
  }

  package var yaml: YAMLNode {
    YAMLMapping.build { yaml in
      yaml.set("apiVersion", type.apiVersion)
      yaml.set("kind", type.kind)
      yaml.set("failed", failed)
      yaml.set("current", current)
    }
  }
}
