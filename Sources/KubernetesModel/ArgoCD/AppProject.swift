package import YAMLSyntax

/// argoproj.io/v1alpha1 AppProject: what the Applications of one site may read and write.
package struct AppProject: KubernetesObject {
  package static let type = GroupVersionKind("argoproj.io", "v1alpha1", "AppProject")
  package var metadata: ObjectMeta
  package var description: String
  package var repository: Text
  /// Where objects may be written; that of Argo CD itself too, for the Applications.
  package var namespaces: [Text]

  package init(
    metadata: ObjectMeta, description: String, repository: Text, namespaces: [Text]
  ) {
    self.metadata = metadata
    self.description = description
    self.repository = repository
    self.namespaces = namespaces
  }

  package func write(into object: inout YAMLMapping) {
    object.nested("spec") { spec in
      spec.set("description", description)
      spec.set("sourceRepos", [repository])
      spec.set(
        "destinations",
        namespaces.map { namespace in
          YAMLMapping.build {
            $0.set("server", Application.server)
            $0.set("namespace", namespace)
          }
        })
      // The one kind of the tree without a namespace.
      spec.set(
        "clusterResourceWhitelist",
        [
          YAMLMapping.build {
            $0.set("group", "")
            $0.set("kind", "Namespace")
          }
        ])
    }
  }
}
