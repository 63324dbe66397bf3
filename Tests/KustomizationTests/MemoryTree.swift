import Diagnostics
import Kustomization

/// Files in memory.
final class MemoryTree: SourceTree {
  private(set) var sources = SourceMap()
  private let texts: [String: String]
  private var files: [String: SourceFile] = [:]

  init(_ texts: [String: String]) { self.texts = texts }

  func entry(_ path: String) -> TreeEntry {
    if let file = files[path] { return .file(file) }
    if let text = texts[path] {
      let file = sources.add(path: path, bytes: Array(text.utf8))
      files[path] = file
      return .file(file)
    }
    return path.isEmpty || texts.keys.contains { $0.hasPrefix("\(path)/") } ? .folder : .nothing
  }

  func names(in folder: String) -> [String] {
    let prefix = folder.isEmpty ? "" : "\(folder)/"
    let inner = texts.keys.filter { $0.hasPrefix(prefix) }.map { path in
      String(path.dropFirst(prefix.count).prefix { $0 != "/" })
    }
    return Set(inner).sorted()
  }

  func resolved(_ path: String) -> String? { path }
}
