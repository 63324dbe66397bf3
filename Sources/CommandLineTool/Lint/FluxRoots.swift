import Diagnostics
import Files
import Kustomization
import Workspace
import YAMLSyntax

/// Follows the Flux Kustomizations of a repository: from those that nothing deploys to those that they deploy.
struct FluxRoots {
  /// Where the document of an object begins.
  private struct Place: Hashable {
    let file: SourceFileID
    let start: UInt32

    init(_ span: SourceSpan) {
      file = span.file
      start = span.start
    }
  }

  private struct Found {
    let flux: FluxKustomization
    let source: SourceFile
    let origin: Place
    /// The directory of `spec.path`, without links; nil when it does not exist.
    let folder: String?
  }

  private let disk: DiskTree
  private let repositories: [String]
  private var found: [Found] = []
  /// The file of each, without links.
  private var files: [String] = []
  /// Directories that were built.
  private(set) var built: Set<String> = []
  private var seen: Set<Place> = []
  private var names: Set<String> = []

  /// Reads the Flux Kustomizations in files, whose paths have no links; their own paths are looked up in the
  /// repository around `folders`, and in these.
  init(files: [String], folders: [String], _ disk: DiskTree) throws(FileError) {
    self.disk = disk
    var repositories: [String] = []
    for folder in folders.map(Repository.folder) + folders where !repositories.contains(folder) {
      repositories.append(folder)
    }
    self.repositories = repositories
    for path in files {
      let bytes = try FileSystem.read(path)
      guard ByteSearch.contains("kustomize.toolkit.fluxcd.io/", in: bytes, 0..<bytes.count),
        let source = disk.peek(path)
      else { continue }
      var faults = DiagnosticBag()
      for document in YAMLParser().parse(source, into: &faults).documents {
        guard let root = document.root, let span = root.span,
          let flux = FluxKustomization(document.hasMergeKeys ? root.resolvingMerges() : root)
        else { continue }
        found.append(
          Found(
            flux: flux, source: source, origin: Place(span), folder: folder(of: flux)))
        self.files.append(path)
      }
    }
  }

  private func folder(of flux: FluxKustomization) -> String? {
    repositories.lazy.compactMap { repository in
      FileSystem.resolved(TreePath.join(repository, flux.path.value))
    }.first(where: FileSystem.isFolder)
  }

  /// Paths that do not exist, where another Flux Kustomization of the same source has one that does: the source
  /// is this repository then.
  var faults: [Diagnostic] {
    let known = Set(found.filter { $0.folder != nil }.map(\.flux.sourceRef))
    return found.filter { $0.folder == nil && known.contains($0.flux.sourceRef) }.map { item in
      Diagnostic(
        .kustomizationMissing, "`\(item.flux.path.value)` does not exist in this repository",
        at: item.flux.path.span
      ).help("correct `spec.path`")
    }
  }

  /// Builds what each deploys, parents first: a parent's patches belong to its children.
  mutating func render(_ use: (_ name: String, _ path: String, Rendering) -> Void) {
    let isDeployed = zip(found, files).map { item, file in
      found.contains { parent in
        guard let folder = parent.folder, parent.origin != item.origin else { return false }
        return TreePath.isInside(file, folder)
      }
    }
    var queue = zip(found, isDeployed).filter { !$1 }.map(\.0)
    var rest = zip(found, isDeployed).filter { $1 }.map(\.0)[...]
    while true {
      if queue.isEmpty {
        // Those that no parent turned out to deploy.
        guard let next = rest.popFirst() else { return }
        queue.append(next)
      }
      let item = queue.removeFirst()
      guard seen.insert(item.origin).inserted, let folder = item.folder else { continue }
      let build = Rendering.build(item.flux, at: folder, source: item.source, in: disk)
      built.formUnion(build.folders)
      use(name(item, folder), item.source.path, build)
      for resource in build.resources {
        guard let origin = resource.origin, let flux = FluxKustomization(resource.root),
          let source = disk.sources[origin.file]
        else { continue }
        queue.append(
          Found(flux: flux, source: source, origin: Place(origin), folder: self.folder(of: flux)))
      }
    }
  }

  /// What people call a root: its directory, with the name of the Flux Kustomization where several share it.
  private mutating func name(_ item: Found, _ folder: String) -> String {
    let short = disk.name(folder)
    var name = short
    if !names.insert(name).inserted {
      name = "\(short) (\(item.flux.namespace)/\(item.flux.name), \(item.source.path))"
      names.insert(name)
    }
    return name
  }
}
