package import YAMLSyntax

/// apps/v1 StatefulSet with volume claims, kept when pods or the set go.
package struct StatefulSet: KubernetesObject {
  package static let type = GroupVersionKind("apps", "v1", "StatefulSet")

  /// The volume every pod gets.
  package struct Claim: Sendable {
    let name: String
    let storageClass: Text?
    let size: Text

    package init(_ name: String, size: Text, storageClass: Text?) {
      self.name = name
      self.size = size
      self.storageClass = storageClass
    }
  }

  package var metadata: ObjectMeta
  package var serviceName: Text
  package var replicas: Number
  package var selector: TextPairs
  package var template: PodTemplate
  package var claims: [Claim]
  /// Whether pods start and stop side by side.
  package var isParallel = false

  package init(
    metadata: ObjectMeta, serviceName: Text, replicas: Number, selector: TextPairs,
    template: PodTemplate, claim: Claim...
  ) {
    self.metadata = metadata
    self.serviceName = serviceName
    self.replicas = replicas
    self.selector = selector
    self.template = template
    claims = claim
  }

  package func write(into object: inout YAMLMapping) {
    object.nested("spec") { spec in
      spec.set("serviceName", serviceName)
      if isParallel { spec.set("podManagementPolicy", "Parallel") }
      spec.set("replicas", replicas)
      spec.nested("persistentVolumeClaimRetentionPolicy") {
        $0.set("whenDeleted", "Retain")
        $0.set("whenScaled", "Retain")
      }
      spec.set("selector", LabelSelector(selector))
      spec.set("template", template)
      spec.list("volumeClaimTemplates", claims.map(template))
    }
  }

  private func template(_ claim: Claim) -> YAMLNode {
    // Spelled out as the API server stores it: GitOps engines would report the difference for ever.
    YAMLMapping.build { yaml in
      yaml.set("apiVersion", "v1")
      yaml.set("kind", "PersistentVolumeClaim")
      yaml.nested("metadata") { $0.set("name", claim.name) }
      yaml.nested("spec") { spec in
        spec.list("accessModes", ["ReadWriteOnce"])
        spec.set("storageClassName", claim.storageClass)
        spec.nested("resources") { $0.nested("requests") { $0.set("storage", claim.size) } }
        spec.set("volumeMode", "Filesystem")
      }
    }
  }
}
