import Diagnostics
package import YAMLSyntax

/// minio.min.io/v2 Tenant of one pool (MinIO operator 7.1.1).
package struct MinIOTenant: KubernetesObject {
  package static let type = GroupVersionKind("minio.min.io", "v2", "Tenant")
  package var metadata: ObjectMeta
  package var image: Text
  package var pods: PodDefaults
  /// Secret with `config.env`: the root login.
  package var configuration: Text
  /// Secret with the certificate of the endpoint.
  package var certificate: Text
  package var servers: Number
  package var volumesPerServer: Number
  package var volumeSize: Text
  package var storageClass: Text?
  package var resources: ResourceRequirements
  package var user: Int
  /// Secret with the key that encrypts objects.
  package var kms: Text?

  package init(
    metadata: ObjectMeta, image: Text, pods: PodDefaults, configuration: Text, certificate: Text,
    servers: Number,
    volumesPerServer: Number, volumeSize: Text, storageClass: Text?,
    resources: ResourceRequirements, user: Int
  ) {
    self.metadata = metadata
    self.image = image
    self.pods = pods
    self.configuration = configuration
    self.certificate = certificate
    self.servers = servers
    self.volumesPerServer = volumesPerServer
    self.volumeSize = volumeSize
    self.storageClass = storageClass
    self.resources = resources
    self.user = user
  }

  package func write(into object: inout YAMLMapping) {
    object.nested("spec") { spec in
      spec.set("image", image)
      pods.writeInherited(intoTenant: &spec)
      spec.nested("configuration") { $0.set("name", configuration) }
      spec.set("requestAutoCert", false)
      let certificate = YAMLMapping.build {
        $0.set("name", self.certificate)
        $0.set("type", "kubernetes.io/tls")
      }
      spec.list("externalCertSecret", [certificate])
      spec.nested("features") { $0.set("enableSFTP", false) }
      spec.list(
        "env",
        [
          // No console: nobody administers the store by hand.
          EnvVar.value("MINIO_BROWSER", "off"),
          EnvVar.value("MINIO_PROMETHEUS_AUTH_TYPE", "public"),
        ] + (kms.map { [EnvVar.secret("MINIO_KMS_SECRET_KEY", $0, "MINIO_KMS_SECRET_KEY")] } ?? []))
      spec.list("pools", [pool])
    }
  }

  private var pool: YAMLNode {
    YAMLMapping.build { pool in
      pool.set("name", "pool-0")
      pool.set("servers", servers)
      pool.set("volumesPerServer", volumesPerServer)
      pool.set("resources", resources)
      pool.nested("securityContext") { security in
        security.set("runAsNonRoot", true)
        security.set("runAsUser", user)
        security.set("runAsGroup", user)
        security.set("fsGroup", user)
      }
      pool.nested("volumeClaimTemplate") { claim in
        claim.nested("metadata") { $0.set("name", "data") }
        claim.nested("spec") { spec in
          spec.list("accessModes", ["ReadWriteOnce"])
          spec.set("storageClassName", storageClass)
          spec.nested("resources") {
            $0.nested("requests") { $0.set("storage", volumeSize) }
          }
        }
      }
    }
  }
}
