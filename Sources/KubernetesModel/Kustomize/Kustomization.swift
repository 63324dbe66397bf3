package import YAMLSyntax

/// kustomize.config.k8s.io/v1beta1 Kustomization that lists files or folders.
package struct Kustomization: YAMLWritable, Sendable {
  package var resources: [String]

  package init(resources: [String]) {
    self.resources = resources
  }

  package var yaml: YAMLNode {
    YAMLMapping.build { yaml in
      yaml.set("apiVersion", "kustomize.config.k8s.io/v1beta1")
      yaml.set("kind", "Kustomization")
      yaml.list("resources", resources)
    }
  }
}
