/// Bounds that turn hostile input into a diagnostic.
package struct YAMLLimits: Sendable {
  /// Collections inside one another; Kubernetes objects stay below 40.
  package var depth = 200
  /// Nodes that aliases may add to one document in all.
  package var aliasedNodes = 100_000
  /// Nodes of one stream, ends of collections among them; those that aliases add apart.
  package var nodes = Int.max
  /// Bytes of one file.
  package var fileSize = 64 << 20

  package init() {}
}
