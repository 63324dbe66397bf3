import Files
import Kustomization
import Workspace

/// Where kustomizations are looked for.
enum Repository {
  /// The nearest folder above a path that is a repository; the folder itself where there is none.
  static func folder(of path: String) -> String {
    let real = FileSystem.resolved(path) ?? path
    let start = FileSystem.isFolder(real) ? real : TreePath.parent(real)
    var folder = start
    while true {
      if FileSystem.kind(TreePath.join(folder, ".git")) != nil { return folder }
      let parent = TreePath.parent(folder)
      guard !parent.isEmpty, parent != folder else { return start }
      folder = parent
    }
  }

  /// Every directory below `folders` that has a kustomization file, by path, each once.
  static func kustomizations(below folders: [String]) throws(FileError) -> [String] {
    var found: [String] = []
    var seen: Set<String> = []
    for folder in folders {
      for file in try InputFiles.find(below: folder, where: Roots.fileNames.contains) {
        let path = TreePath.parent(TreePath.join(folder, file))
        if seen.insert(path).inserted { found.append(path) }
      }
    }
    return found
  }
}
