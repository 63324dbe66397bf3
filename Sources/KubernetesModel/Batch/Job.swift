package import YAMLSyntax

/// batch/v1 Job that ends.
package struct Job: KubernetesObject {
  package static let type = GroupVersionKind("batch", "v1", "Job")
  package var metadata: ObjectMeta
  package var template: PodTemplate
  package var activeDeadlineSeconds = 900
  package var backoffLimit = 6

  package init(metadata: ObjectMeta, template: PodTemplate) {
    self.metadata = metadata
    self.template = template
  }

  package func write(into object: inout YAMLMapping) {
    object.nested("spec") { spec in
      spec.set("backoffLimit", backoffLimit)
      spec.set("activeDeadlineSeconds", activeDeadlineSeconds)
      spec.set("template", template)
    }
  }
}
