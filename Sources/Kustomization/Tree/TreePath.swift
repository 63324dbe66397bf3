/// Arithmetic of paths.
package enum TreePath {
  /// `path` seen from `folder`, without `.` and `..`; parts that would leave the tree are kept as `..`.
  package static func join(_ folder: String, _ path: String) -> String {
    normal(path.hasPrefix("/") || folder.isEmpty ? path : "\(folder)/\(path)")
  }

  /// The path without `.`, `..` and doubled slashes; the folder of the tree itself is empty, or `/`.
  package static func normal(_ path: String) -> String {
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part == "..", let last = parts.last, last != ".." {
        parts.removeLast()
      } else if part != ".." || !path.hasPrefix("/") {
        parts.append(part)
      }
    }
    return (path.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
  }

  /// The folder that holds `path`.
  package static func parent(_ path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "" }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// The last part.
  package static func name(_ path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }

  /// Whether `path` is `folder` or lies below it.
  package static func isInside(_ path: String, _ folder: String) -> Bool {
    path == folder || folder.isEmpty && !path.hasPrefix("../") && path != ".." || folder == "/"
      || path.hasPrefix("\(folder)/")
  }

  /// Whether an entry of `resources` names a repository elsewhere (kustomize v5.8.1, `git/repospec.go` and
  /// the file loader): it is not read.
  package static func isRemote(_ entry: String) -> Bool {
    var rest = entry.lowercased()[...]
    if rest.hasPrefix("https://") || rest.hasPrefix("http://") { return true }
    let isForced = rest.hasPrefix("git::")
    if isForced { rest = rest.dropFirst(5) }
    let schemes = ["ssh://", "https://", "http://", "file://", "github.com/", "github.com:"]
    let hasScheme = schemes.contains { rest.hasPrefix($0) }
    let login = rest.prefix { $0 != "/" && $0 != ":" }
    guard hasScheme || login.contains("@") && rest.dropFirst(login.count).first == ":" else {
      return isForced
    }
    return rest.contains("//") || rest.contains(".git") || rest.contains("_git/")
      || rest.split { $0 == "/" || $0 == ":" }.count >= 3
  }
}
