package import YAMLSyntax

/// A volume of every instance of a Cluster.
package struct ClusterStorage: YAMLWritable, Sendable {
  let size: Text
  let storageClass: Text?

  package init(size: Text, storageClass: Text?) {
    self.size = size
    self.storageClass = storageClass
  }

  package var yaml: YAMLNode {
    YAMLMapping.build {
      $0.set("size", size)
      $0.set("storageClass", storageClass)
    }
  }
}
