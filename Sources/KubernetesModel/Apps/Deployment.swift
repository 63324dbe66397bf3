package import YAMLSyntax

/// apps/v1 Deployment that rolls without losing capacity.
package struct Deployment: KubernetesObject {
  package static let type = GroupVersionKind("apps", "v1", "Deployment")
  package var metadata: ObjectMeta
  /// Nil when a HorizontalPodAutoscaler owns the number.
  package var replicas: Number?
  package var selector: TextPairs
  package var template: PodTemplate

  package init(
    metadata: ObjectMeta, replicas: Number?, selector: TextPairs, template: PodTemplate
  ) {
    self.metadata = metadata
    self.replicas = replicas
    self.selector = selector
    self.template = template
  }

  package func write(into object: inout YAMLMapping) {
    object.nested("spec") { spec in
      spec.set("replicas", replicas)
      spec.set("revisionHistoryLimit", 5)
      spec.nested("strategy") { strategy in
        strategy.set("type", "RollingUpdate")
        strategy.nested("rollingUpdate") {
          $0.set("maxUnavailable", 0)
          $0.set("maxSurge", 1)
        }
      }
      spec.set("selector", LabelSelector(selector))
      spec.set("template", template)
    }
  }
}
