package import YAMLSyntax

/// source.toolkit.fluxcd.io/v1 GitRepository that follows a branch.
package struct GitRepository: KubernetesObject {
  package static let type = GroupVersionKind("source.toolkit.fluxcd.io", "v1", "GitRepository")
  package var metadata: ObjectMeta
  package var url: Text
  package var branch: Text

  package init(metadata: ObjectMeta, url: Text, branch: Text) {
    self.metadata = metadata
    self.url = url
    self.branch = branch
  }

  package func write(into object: inout YAMLMapping) {
    object.nested("spec") { spec in
      spec.set("interval", "1m")
      spec.set("url", url)
      spec.nested("ref") { $0.set("branch", branch) }
    }
  }
}
