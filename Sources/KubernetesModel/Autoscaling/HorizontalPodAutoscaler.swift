package import YAMLSyntax

/// autoscaling/v2 HorizontalPodAutoscaler of a Deployment, by processor use.
package struct HorizontalPodAutoscaler: KubernetesObject {
  package static let type = GroupVersionKind("autoscaling", "v2", "HorizontalPodAutoscaler")
  package var metadata: ObjectMeta
  package var deployment: Text
  package var minReplicas: Number
  package var maxReplicas: Number
  package var cpuPercent: Number

  package init(
    metadata: ObjectMeta, deployment: Text, minReplicas: Number, maxReplicas: Number,
    cpuPercent: Number
  ) {
    self.metadata = metadata
    self.deployment = deployment
    self.minReplicas = minReplicas
    self.maxReplicas = maxReplicas
    self.cpuPercent = cpuPercent
  }

  package func write(into object: inout YAMLMapping) {
    object.nested("spec") { spec in
      spec.nested("scaleTargetRef") {
        $0.set("apiVersion", Deployment.type.apiVersion)
        $0.set("kind", Deployment.type.kind)
        $0.set("name", deployment)
      }
      spec.set("minReplicas", minReplicas)
      spec.set("maxReplicas", maxReplicas)
      spec.list("metrics", [metric])
    }
  }

  private var metric: YAMLNode {
    YAMLMapping.build { metric in
      metric.set("type", "Resource")
      metric.nested("resource") { resource in
        resource.set("name", "cpu")
        resource.nested("target") {
          $0.set("type", "Utilization")
          $0.set("averageUtilization", cpuPercent)
        }
      }
    }
  }
}
