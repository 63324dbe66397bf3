import Diagnostics

/// Finds the directories that are deployed: those that no other kustomization lists.
package enum Roots {
  /// The names that a kustomization may have, in the order in which kustomize looks for them.
  package static let fileNames = ["kustomization.yaml", "kustomization.yml", "Kustomization"]

  /// The roots among directories that have a kustomization file, in the order given; Components are none.
  package static func find(_ folders: [String], in tree: any SourceTree) -> [String] {
    var builder = Builder(tree: tree, isRestricted: false)
    var listed: Set<String> = []
    var candidates: [String] = []
    for folder in folders {
      guard let (file, _) = builder.load(folder, from: nil) else {
        candidates.append(folder)
        continue
      }
      if !file.isComponent { candidates.append(folder) }
      for entry in file.resources + file.components where !TreePath.isRemote(entry.value) {
        let path = TreePath.join(folder, entry.value)
        if case .folder = tree.entry(path) { listed.insert(tree.resolved(path) ?? path) }
      }
    }
    return candidates.filter { !listed.contains($0) }
  }
}
