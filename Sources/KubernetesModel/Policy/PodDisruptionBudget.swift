package import YAMLSyntax

/// policy/v1 PodDisruptionBudget that lets one pod go at a time and never protects a broken one.
package struct PodDisruptionBudget: KubernetesObject {
  package static let type = GroupVersionKind("policy", "v1", "PodDisruptionBudget")
  package var metadata: ObjectMeta
  package var selector: TextPairs

  package init(metadata: ObjectMeta, selector: TextPairs) {
    self.metadata = metadata
    self.selector = selector
  }

  package func write(into object: inout YAMLMapping) {
    object.nested("spec") { spec in
      spec.set("maxUnavailable", 1)
      spec.set("unhealthyPodEvictionPolicy", "AlwaysAllow")
      spec.set("selector", LabelSelector(selector))
    }
  }
}
