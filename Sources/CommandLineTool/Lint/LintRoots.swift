import Diagnostics
import Files
import Kustomization
import Linting
import Pipeline
import Workspace

/// Builds the kustomizations around the files of a lint run.
struct LintRoots: Sendable {
  /// Folders, without links, below which kustomizations are looked for.
  private let folders: [String]
  private let inputs: [String: (position: Int, name: String)]
  private let excluded: [PathPattern]
  /// The number of the first file that is not an input.
  private let first: Int
  /// Whether people named files alone: only these are reported on.
  let isPartial: Bool

  /// The kustomizations in the folders of `paths`, or, for files that are named alone, in their repository: a
  /// file can be a patch of any overlay there.
  init(_ paths: [String], _ files: [LintFile], from first: Int, excluding excluded: [PathPattern]) {
    let named = paths.filter { $0 != "-" }
    var folders: [String] = []
    for path in named {
      let folder =
        FileSystem.isFolder(path) ? FileSystem.resolved(path) ?? path : Repository.folder(of: path)
      if !folders.contains(folder) { folders.append(folder) }
    }
    self.folders = folders
    isPartial = !named.contains(where: FileSystem.isFolder)
    var inputs: [String: (position: Int, name: String)] = [:]
    for (position, file) in files.enumerated() where file.path != "-" {
      if let real = FileSystem.resolved(file.path) { inputs[real] = (position, file.name) }
    }
    self.inputs = inputs
    self.excluded = excluded
    self.first = first
  }

  /// Builds every root and hands its objects over.
  func render(_ use: (DeployedRoot) -> Void) throws -> LintRendering {
    var rendering = LintRendering()
    let found = try Repository.kustomizations(below: folders)
    guard !found.isEmpty else { return rendering }
    let disk = DiskTree(inputs: inputs, next: first)
    let kustomizations = found.filter { folder in
      !excluded.contains { $0.matches(OutputPath.join(disk.name(folder), Roots.fileNames[0])) }
    }
    for root in Roots.find(kustomizations, in: disk) {
      let build = Rendering.build(root, in: disk, isRestricted: false, isPrinted: false)
      rendering.faults += build.faults.diagnostics
      use(DeployedRoot(name: disk.name(root), objects: build.resources.map(\.root)))
    }
    if let failure = disk.failures.first { throw failure }
    rendering.read = disk.sources
    return rendering
  }

  /// Whether a file that only a kustomization reads is reported on.
  func reports(_ path: String) -> Bool {
    !isPartial && !excluded.contains { $0.matches(path) }
  }
}
