package import Diagnostics
package import YAMLSyntax

/// `postgresql.synchronous` of a Cluster.
package struct ClusterSynchronous: YAMLWritable, Sendable {
  let method: Text
  let number: Number
  /// Nil where the operator does not know the field (before 1.25).
  let dataDurability: Text?
  let failoverQuorum: Located<Bool>?

  /// `failoverQuorum` is nil where the operator does not know the field (before 1.28).
  package init(
    method: Text, number: Number, dataDurability: Text?, failoverQuorum: Located<Bool>?
  ) {
    self.method = method
    self.number = number
    self.dataDurability = dataDurability
    self.failoverQuorum = failoverQuorum
  }

  package var yaml: YAMLNode {
    YAMLMapping.build {
      $0.set("method", method)
      $0.set("number", number)
      $0.set("dataDurability", dataDurability)
      $0.set("failoverQuorum", failoverQuorum)
    }
  }
}
