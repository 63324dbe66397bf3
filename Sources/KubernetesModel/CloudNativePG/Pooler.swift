import Diagnostics
package import YAMLSyntax

/// postgresql.cnpg.io/v1 Pooler: PgBouncer in front of the primary.
package struct Pooler: KubernetesObject {
  package static let type = GroupVersionKind("postgresql.cnpg.io", "v1", "Pooler")
  package var metadata: ObjectMeta
  package var cluster: Text
  package var instances: Number
  package var poolMode: Text
  package var parameters: TextPairs
  package var labels: TextPairs
  package var pods: PodDefaults

  package init(
    metadata: ObjectMeta, cluster: Text, instances: Number, poolMode: Text, parameters: TextPairs,
    labels: TextPairs, pods: PodDefaults
  ) {
    self.metadata = metadata
    self.cluster = cluster
    self.instances = instances
    self.poolMode = poolMode
    self.parameters = parameters
    self.labels = labels
    self.pods = pods
  }

  package func write(into object: inout YAMLMapping) {
    object.nested("spec") { spec in
      spec.nested("cluster") { $0.set("name", cluster) }
      spec.set("instances", instances)
      spec.set("type", "rw")
      spec.nested("pgbouncer") {
        $0.set("poolMode", poolMode)
        $0.strings("parameters", parameters)
      }
      spec.nested("template") { template in
        template.nested("metadata") { $0.strings("labels", labels) }
        template.nested("spec") {
          $0.list("containers", [container])
          pods.writeInherited(into: &$0)
        }
      }
    }
  }

  private var container: YAMLNode {
    YAMLMapping.build {
      $0.set("name", "pgbouncer")
      $0.set("resources", ResourceRequirements(cpu: "100m", memory: "128Mi", memoryLimit: "256Mi"))
    }
  }
}
