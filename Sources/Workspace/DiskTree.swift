package import Diagnostics
package import Files
package import Kustomization

/// The files of this machine, for builds of kustomizations; each is read once.
package final class DiskTree: SourceTree {
  /// Every file that was read, in that order.
  package private(set) var sources = SourceMap()
  /// Files that are there and cannot be read.
  package private(set) var failures: [FileError] = []
  private var entries: [String: TreeEntry] = [:]
  private let home: String

  package init() {
    home = FileSystem.resolved(".") ?? ""
  }

  package func entry(_ path: String) -> TreeEntry {
    if let known = entries[path] { return known }
    let entry = read(path)
    entries[path] = entry
    return entry
  }

  private func read(_ path: String) -> TreeEntry {
    if FileSystem.isFolder(path) { return .folder }
    guard FileSystem.kind(path) != nil, let real = FileSystem.resolved(path) else {
      return .nothing
    }
    // One file, however it is reached, is one input.
    if real != path, case .file(let file)? = entries[real] { return .file(file) }
    do throws(FileError) {
      let entry = TreeEntry.file(sources.add(path: name(real), bytes: try FileSystem.read(real)))
      entries[real] = entry
      return entry
    } catch {
      failures.append(error)
      return .nothing
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
