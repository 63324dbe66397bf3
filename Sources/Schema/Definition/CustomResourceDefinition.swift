package import YAMLSyntax

/// A CustomResourceDefinition with one version (Kubernetes 1.36, apiextensions.k8s.io/v1).
package struct CustomResourceDefinition: Sendable {
  /// A column of `kubectl get`.
  package struct Column: Sendable {
    package let name: String
    package let type: String
    package let jsonPath: String

    package init(name: String, type: String, jsonPath: String) {
      self.name = name
      self.type = type
      self.jsonPath = jsonPath
    }
  }

  package let group: String
  package let version: String
  package let kind: String
  package let plural: String
  package let shortNames: [String]
  package let categories: [String]
  package let isNamespaced: Bool
  package let columns: [Column]
  package let annotations: [(String, String)]
  package let summary: String
  package let spec: BlockShape
  package let status: BlockShape

  package init(
    group: String, version: String, kind: String, plural: String, shortNames: [String],
    categories: [String], isNamespaced: Bool, columns: [Column], annotations: [(String, String)],
    summary: String, spec: BlockShape, status: BlockShape
  ) {
    self.group = group
    self.version = version
    self.kind = kind
    self.plural = plural
    self.shortNames = shortNames
    self.categories = categories
    self.isNamespaced = isNamespaced
    self.columns = columns
    self.annotations = annotations
    self.summary = summary
    self.spec = spec
    self.status = status
  }

  /// The definition as a tree.
  package var document: YAMLNode {
    YAMLMapping.build { definition in
      definition.set("apiVersion", "apiextensions.k8s.io/v1")
      definition.set("kind", "CustomResourceDefinition")
      definition.nested("metadata") { metadata in
        metadata.set("name", "\(plural).\(group)")
        metadata.nested("annotations") { for (name, value) in annotations { $0.set(name, value) } }
      }
      definition.nested("spec") { spec in
        spec.set("group", group)
        spec.nested("names") { names in
          names.set("kind", kind)
          names.set("listKind", "\(kind)List")
          names.set("plural", plural)
          names.set("singular", kind.lowercased())
          names.list("shortNames", shortNames)
          names.list("categories", categories)
        }
        spec.set("scope", isNamespaced ? "Namespaced" : "Cluster")
        spec.list("versions", [versionNode])
      }
    }
  }

  private var versionNode: YAMLNode {
    YAMLMapping.build { node in
      node.set("name", version)
      node.set("served", true)
      node.set("storage", true)
      node.nested("subresources") { $0.set("status", YAMLNode.mapping([])) }
      node.list(
        "additionalPrinterColumns",
        columns.map { column in
          YAMLMapping.build {
            $0.set("name", column.name)
            $0.set("type", column.type)
            $0.set("jsonPath", column.jsonPath)
          }
        })
      node.nested("schema") { $0.set("openAPIV3Schema", root) }
    }
  }

  private var root: YAMLNode {
    YAMLMapping.build { root in
      root.set("description", summary)
      root.set("type", "object")
      root.nested("properties") { properties in
        properties.nested("apiVersion") {
          $0.set("description", "API version of the object.")
          $0.set("type", "string")
        }
        properties.nested("kind") {
          $0.set("description", "Kind of the object.")
          $0.set("type", "string")
        }
        properties.nested("metadata") { $0.set("type", "object") }
        properties.set("spec", StructuralSchema.schema(spec))
        properties.set("status", StructuralSchema.schema(status))
      }
    }
  }
}
