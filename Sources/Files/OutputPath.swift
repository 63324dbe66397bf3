/// A path below the output folder that cannot lead out of it.
package enum OutputPath {
  /// Whether `path` is relative and made of ordinary names.
  package static func isContained(_ path: String) -> Bool {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    return !path.isEmpty
      && parts.allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." && !$0.utf8.contains(0) }
  }

  /// The folder above `path`; empty at the top.
  package static func parent(_ path: String) -> String {
    path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
  }

  /// The folder or file called `path` inside of `folder`.
  package static func join(_ folder: String, _ path: String) -> String {
    folder.hasSuffix("/") ? folder + path : "\(folder)/\(path)"
  }

  /// What keeps `file` from being written below `folder`: a link on the way, or something in it.
  package static func obstacle(to file: String, in folder: String) -> String? {
    var current = folder
    let parts = file.split(separator: "/")
    for (position, part) in parts.enumerated() {
      current = join(current, String(part))
      let expected: FileSystem.Kind = position == parts.count - 1 ? .file : .folder
      if let kind = FileSystem.kind(current), kind != expected { return current }
    }
    return nil
  }
}
