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
  private let isPartial: Bool

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
    let disk = DiskTree(inputs: inputs, next: first)
    var flux = try FluxRoots(files: try fluxFiles(), folders: folders, disk)
    flux.render { name, path, build in
      rendering.faults += build.faults.diagnostics
      use(DeployedRoot(name: name, path: path, objects: build.resources.map(\.root)))
    }
    rendering.faults += flux.faults
    let kustomizations = found.filter { folder in
      !excluded.contains { $0.matches(OutputPath.join(disk.name(folder), Roots.fileNames[0])) }
    }
    for root in Roots.find(kustomizations, in: disk) where !flux.built.contains(root) {
      let build = Rendering.build(root, in: disk, isRestricted: false, isPrinted: false)
      rendering.faults += build.faults.diagnostics
      let name = disk.name(root)
      use(DeployedRoot(name: name, path: "\(name)/", objects: build.resources.map(\.root)))
    }
    if let failure = disk.failures.first { throw failure }
    rendering.read = disk.sources
    rendering.built = Set(
      rendering.read.files.map(\.id).filter(disk.isBuilt).map(\.position))
    return rendering
  }

  /// Files that may hold Flux Kustomizations: those of the run, or of the repository of files that are named alone.
  private func fluxFiles() throws(FileError) -> [String] {
    guard isPartial else {
      return inputs.sorted { $0.value.position < $1.value.position }.map(\.key)
    }
    var files: [String] = []
    for folder in folders where FileSystem.kind(TreePath.join(folder, ".git")) != nil {
      files += try InputFiles.find([folder]).map(\.path)
    }
    return files
  }

  /// Whether a file that only a kustomization reads is reported on.
  func reports(_ path: String) -> Bool {
    !isPartial && !excluded.contains { $0.matches(path) }
  }
}
