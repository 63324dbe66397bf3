/// Paths with slashes (sprig 3.3.0 over Go's `path` and `path/filepath` on Unix).
enum SprigPaths {
  static let all: [GoFunction] =
    pair("base", "osBase") { .text(base($0)) } + pair("dir", "osDir") { .text(directory($0)) }
    + pair("clean", "osClean") { .text(clean($0)) } + pair("ext", "osExt") { .text(suffix($0)) }
    + pair("isAbs", "osIsAbs") { .bool($0.hasPrefix("/")) }

  private static func pair(
    _ names: String..., transform: @escaping @Sendable (String) -> GoValue
  ) -> [GoFunction] {
    names.map { name in
      GoFunction(name, [.string]) { arguments throws(TemplateError) in transform(arguments.text()) }
    }
  }

  private static func base(_ path: String) -> String {
    guard !path.isEmpty else { return "." }
    return path.split(separator: "/").last.map(String.init) ?? "/"
  }

  private static func directory(_ path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return clean(String(path[...slash]))
  }

  private static func suffix(_ path: String) -> String {
    let name = path.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
    return name.lastIndex(of: ".").map { String(name[$0...]) } ?? ""
  }

  private static func clean(_ path: String) -> String {
    guard !path.isEmpty else { return "." }
    let isAbsolute = path.hasPrefix("/")
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part == "..", let last = parts.last, last != ".." {
        parts.removeLast()
      } else if part != ".." || !isAbsolute {
        parts.append(part)
      }
    }
    let text = (isAbsolute ? "/" : "") + parts.joined(separator: "/")
    return text.isEmpty ? "." : text
  }
}
