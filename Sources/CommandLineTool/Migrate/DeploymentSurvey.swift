import Diagnostics
import Files
import Kustomization
import Migration
import Workspace

/// Builds every kustomization that may deploy the files of a run, before anything is migrated.
enum DeploymentSurvey {
  /// What the roots around `paths` make of the resources in `files`.
  ///
  /// Roots are looked for in the whole repository of the files: an overlay that changes them may lie anywhere.
  static func table(_ paths: [String], _ files: [InputFile]) throws(FileError) -> DeploymentTable {
    var folders: [String] = []
    for path in paths where path != "-" {
      let folder = repository(of: path)
      guard !folders.contains(folder) else { continue }
      folders.append(folder)
    }
    var kustomizations: [String] = []
    var seen: Set<String> = []
    for folder in folders {
      for file in try InputFiles.find(below: folder, where: Roots.fileNames.contains) {
        let path = TreePath.parent(TreePath.join(folder, file))
        if seen.insert(path).inserted { kustomizations.append(path) }
      }
    }
    var table = DeploymentTable()
    guard !kustomizations.isEmpty else { return table }
    var given: [String: String] = [:]
    for file in files where file.path != "-" {
      if let real = FileSystem.resolved(file.path) { given[real] = file.name }
    }
    let disk = DiskTree()
    for root in Roots.find(kustomizations, in: disk) {
      let rendering = Rendering.build(root, in: disk, isRestricted: false)
      table.add(rendering, root: disk.name(root), sources: disk.sources) { path in
        FileSystem.resolved(path).flatMap { given[$0] } ?? path
      }
    }
    if let failure = disk.failures.first { throw failure }
    table.close()
    return table
  }

  /// The nearest folder above a path that is a repository; the folder itself where there is none.
  private static func repository(of path: String) -> String {
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
}
