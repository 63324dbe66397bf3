/// Which cluster a file belongs to, by its path alone.
///
/// GitOps trees keep a folder for each cluster, and the same object in two of them is not a duplicate. A
/// folder whose parent has one of the usual names is a cluster of its own; a folder that Redoubt wrote
/// is told by its inventory.
package enum ClusterScope {
  /// Names of folders that hold a folder for each cluster or environment.
  package static let parents: Set<String> = [
    "sites", "clusters", "overlays", "environments", "envs", "stages", "regions",
  ]

  /// The cluster of the file at `path`: the path of its folder, or of the tree in `trees` that holds it.
  package static func scope(of path: String, trees: Set<String> = []) -> String {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
    var scope = ""
    var prefix = ""
    var wasParent = false
    for part in parts {
      prefix +=
        prefix.isEmpty && part.isEmpty ? "/" : (prefix.isEmpty || prefix == "/" ? "" : "/") + part
      if wasParent || trees.contains(prefix) { scope = prefix }
      wasParent = parents.contains(String(part))
    }
    return scope
  }

  private static let root = [""]

  /// Scopes whose objects are seen from `scope`: its own and those of the folders around it.
  package static func visible(from scope: String) -> [String] {
    guard !scope.isEmpty else { return root }
    var result = [scope]
    var rest = scope[...]
    while let slash = rest.lastIndex(of: "/"), slash > rest.startIndex {
      rest = rest[..<slash]
      result.append(String(rest))
    }
    result.append("")
    return result
  }
}
