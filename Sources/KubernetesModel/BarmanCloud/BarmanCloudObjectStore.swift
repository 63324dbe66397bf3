import Diagnostics
package import YAMLSyntax

/// barmancloud.cnpg.io/v1 ObjectStore (plugin 0.14.0).
package struct BarmanCloudObjectStore: KubernetesObject {
  package static let type = GroupVersionKind("barmancloud.cnpg.io", "v1", "ObjectStore")
  package var metadata: ObjectMeta
  package var configuration: BarmanObjectStore
  /// Set by the owner of the archive only: peers must not enforce it (rule ARC-008).
  package var retentionPolicy: Text?
  /// Environment of the sidecar.
  package var environment: [EnvVar] = []

  package init(metadata: ObjectMeta, configuration: BarmanObjectStore) {
    self.metadata = metadata
    self.configuration = configuration
  }

  package func write(into object: inout YAMLMapping) {
    object.nested("spec") { spec in
      spec.set("retentionPolicy", retentionPolicy)
      spec.set("configuration", configuration)
      spec.nested("instanceSidecarConfiguration") { sidecar in
        sidecar.list("env", environment)
        sidecar.set(
          "resources",
          ResourceRequirements(cpu: "100m", memory: "256Mi", memoryLimit: memoryLimit))
      }
    }
  }

  /// Each WAL transfer is a process of its own; one with an S3 client takes some 60 MB before it
  /// touches a file (measured with barman 3.19).
  private var memoryLimit: Text {
    configuration.maxParallel.map { "\(512 + 96 * max(1, min($0, 64)))Mi" }
  }
}
