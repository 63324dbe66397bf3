/// Bounds that turn hostile input into a diagnostic.
package struct YAMLLimits: Sendable {
  /// Collections inside one another; Kubernetes objects stay below 40.
  package var depth = 200
  /// Nodes that aliases may add to one document in all.
  package var aliasedNodes = 100_000
  /// Bytes of one file.
  package var fileSize = 64 << 20

  package init() {}
}
