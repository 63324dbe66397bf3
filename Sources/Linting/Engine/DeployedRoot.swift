package import YAMLSyntax

/// The objects that one kustomization deploys, as they are when all of its patches are applied.
package struct DeployedRoot: Sendable {
  /// The directory, as people call it.
  package let name: String
  /// Objects in the order of the build; every node has the span of the line that gave it its value.
  package let objects: [YAMLNode]

  /// The path by whose folders the cluster is told (``ClusterScope``).
  package let path: String

  package init(name: String, path: String, objects: [YAMLNode]) {
    self.name = name
    self.path = path
    self.objects = objects
  }
}
