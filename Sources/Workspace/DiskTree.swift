package import Diagnostics
package import Files
package import Kustomization

/// The files of this machine, for builds of kustomizations; each is read once.
package final class DiskTree: SourceTree {
  /// Every file that was read, by its number.
  package private(set) var sources = SourceMap()
  /// Files that were read, but not for a build.
  private var peeked: Set<SourceFileID> = []
  /// Files that are there and cannot be read.
  package private(set) var failures: [FileError] = []
  private var entries: [String: TreeEntry] = [:]
  private let home: String
  /// Files that have a place among the inputs of a run, by their path without links.
  private let inputs: [String: (position: Int, name: String)]
  /// The place of the next file that is not an input.
  private var next: Int

  /// A tree whose files are numbered from `next` on, but for those of `inputs`, which keep their places.
  package init(inputs: [String: (position: Int, name: String)] = [:], next: Int = 0) {
    home = FileSystem.resolved(".") ?? ""
    self.inputs = inputs
    self.next = next
  }

  package func entry(_ path: String) -> TreeEntry {
    if let known = entries[path] {
      if case .file(let file) = known { peeked.remove(file.id) }
      return known
    }
    let entry = load(path)
    entries[path] = entry
    return entry
  }

  private func load(_ path: String) -> TreeEntry {
    if FileSystem.isFolder(path) { return .folder }
    guard FileSystem.kind(path) != nil, let real = FileSystem.resolved(path) else {
      return .nothing
    }
    // One file, however it is reached, is one input.
    if real != path, case .file(let file)? = entries[real] { return .file(file) }
    do throws(FileError) {
      let bytes = try FileSystem.read(real)
      let known = inputs[real]
      if known == nil { next += 1 }
      let file = SourceFile(
        position: known?.position ?? next - 1, path: known?.name ?? name(real), bytes: bytes)
      sources.insert(file)
      let entry = TreeEntry.file(file)
      entries[real] = entry
      return entry
    } catch {
      failures.append(error)
      return .nothing
    }
  }

  /// A file that no build has asked for yet.
  package func peek(_ path: String) -> SourceFile? {
    if case .file(let file)? = entries[path] { return file }
    guard case .file(let file) = entry(path) else { return nil }
    peeked.insert(file.id)
    return file
  }

  /// Whether builds have read a file.
  package func isBuilt(_ id: SourceFileID) -> Bool { sources[id] != nil && !peeked.contains(id) }

  package func names(in folder: String) -> [String] {
    guard FileSystem.isFolder(folder) else { return [] }
    do throws(FileError) {
      return try FileSystem.list(folder)
    } catch {
      failures.append(error)
      return []
    }
  }

  package func resolved(_ path: String) -> String? { FileSystem.resolved(path) }

  /// From the folder that the command was started in.
  package func name(_ path: String) -> String {
    if path == home || path.isEmpty { return "." }
    guard home != "/", path.hasPrefix("\(home)/") else { return path }
    return String(path.dropFirst(home.utf8.count + 1))
  }
}
