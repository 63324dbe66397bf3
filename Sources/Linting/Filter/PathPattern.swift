/// A pattern of paths: `*` and `?` stay in a folder, `**` crosses folders.
///
/// A pattern without a slash is held against the last part, as `.gitignore` does; one that names a
/// folder holds for all that is in it.
package struct PathPattern: Sendable {
  private let parts: [[Character]]
  private let isName: Bool

  package init(_ text: String) {
    var text = text[...]
    while text.hasPrefix("./") { text = text.dropFirst(2) }
    if text.hasSuffix("/") { text = text.dropLast() }
    isName = !text.contains("/")
    parts = text.split(separator: "/").map(Array.init)
  }

  package func matches(_ path: String) -> Bool {
    var rest = path[...]
    while rest.hasPrefix("./") { rest = rest.dropFirst(2) }
    let names = rest.split(separator: "/").map(Array.init)
    if isName, let pattern = parts.first {
      return names.contains { Self.matches($0[...], pattern[...]) }
    }
    return Self.matches(names[...], parts[...])
  }

  private static func matches(
    _ names: ArraySlice<[Character]>, _ parts: ArraySlice<[Character]>
  ) -> Bool {
    guard let part = parts.first else { return true }
    if part == ["*", "*"] {
      return (names.startIndex...names.endIndex).contains {
        matches(names[$0...], parts.dropFirst())
      }
    }
    guard let name = names.first, matches(name[...], part[...]) else { return false }
    return matches(names.dropFirst(), parts.dropFirst())
  }

  /// Whether a text as a whole fits a pattern; `*` may stand for anything.
  static func matches(_ text: ArraySlice<Character>, _ pattern: ArraySlice<Character>) -> Bool {
    var text = text
    var pattern = pattern
    var fallback: (text: ArraySlice<Character>, pattern: ArraySlice<Character>)?
    while true {
      if let wanted = pattern.first {
        if wanted == "*" {
          pattern = pattern.dropFirst()
          fallback = (text, pattern)
          continue
        }
        if let next = text.first, wanted == "?" || wanted == next {
          text = text.dropFirst()
          pattern = pattern.dropFirst()
          continue
        }
      } else if text.isEmpty {
        return true
      }
      // The last star takes one more character, or nothing fits.
      guard let last = fallback, !last.text.isEmpty else { return false }
      text = last.text.dropFirst()
      pattern = last.pattern
      fallback = (text, pattern)
    }
  }

  static func matches(_ text: String, _ pattern: String) -> Bool {
    matches(Array(text)[...], Array(pattern)[...])
  }
}
