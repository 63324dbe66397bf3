package import YAMLSyntax

/// argoproj.io/v1alpha1 Application of one folder, applied to the cluster that Argo CD runs in.
package struct Application: KubernetesObject {
  package static let type = GroupVersionKind("argoproj.io", "v1alpha1", "Application")
  /// The cluster of the agent itself: every site pulls for itself.
  package static let server = "https://kubernetes.default.svc"

  package var metadata: ObjectMeta
  package var project: Text
  package var repository: Text
  package var revision: Text
  package var path: String
  package var namespace: Text
  /// Whether what left the folder is deleted from the cluster.
  package var prunes: Bool
  /// Fields that controllers of the cluster write.
  package var ignored: [IgnoredDifference] = []

  package init(
    metadata: ObjectMeta, project: Text, repository: Text, revision: Text, path: String,
    namespace: Text, prunes: Bool
  ) {
    self.metadata = metadata
    self.project = project
    self.repository = repository
    self.revision = revision
    self.path = path
    self.namespace = namespace
    self.prunes = prunes
  }

  package func write(into object: inout YAMLMapping) {
    object.nested("spec") { spec in
      spec.set("project", project)
      spec.nested("source") { source in
        source.set("repoURL", repository)
        source.set("targetRevision", revision)
        source.set("path", path)
      }
      spec.nested("destination") { destination in
        destination.set("server", Self.server)
        destination.set("namespace", namespace)
      }
      spec.nested("syncPolicy") { policy in
        policy.nested("automated") { automated in
          automated.set("prune", prunes)
          automated.set("selfHeal", true)
        }
        policy.set("syncOptions", ["ServerSideApply=true", "RespectIgnoreDifferences=true"])
      }
      spec.list("ignoreDifferences", ignored)
    }
  }
}

/// A field that Argo CD neither compares nor writes.
package struct IgnoredDifference: YAMLWritable, Sendable {
  package let group: String
  package let kind: String
  package let pointers: [String]

  package init(group: String, kind: String, pointers: [String]) {
    self.group = group
    self.kind = kind
    self.pointers = pointers
  }

  package var yaml: YAMLNode {
    YAMLMapping.build { yaml in
      yaml.set("group", group)
      yaml.set("kind", kind)
      yaml.set("jsonPointers", pointers)
    }
  }
}
