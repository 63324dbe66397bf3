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
      let folder = Repository.folder(of: path)
      guard !folders.contains(folder) else { continue }
      folders.append(folder)
    }
    let kustomizations = try Repository.kustomizations(below: folders)
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
}
