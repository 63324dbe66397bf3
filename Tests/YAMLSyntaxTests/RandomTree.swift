import TestSupport
import YAMLSyntax

/// Random trees of strings that readers are known to trip over.
enum RandomTree {
  private static let pieces = [
    "yes", "no", "on", "1e3", "0o7", "12:30", "null", "~", "", " ", "a", "b: c", "#", " #x", "'",
    "\"", "\\", "\n", "\n\n", "\t", "\r", "é", "日本", "😀", "- ", "? ", ": ", "{", "]", "*", "&", "!",
    "|", ">", "%", "@", "`", "=", "<<", "---", "...", "0x1F", "1_0", ".5", "-", "+1", "2026-11-21",
    "\u{85}", "\u{2028}", "\u{FEFF}", "\u{7F}", "\u{1}", "key", "word word",
  ]

  static func text(_ random: inout SeededGenerator) -> String {
    (0..<Int.random(in: 0...4, using: &random)).map { _ in
      pieces.randomElement(using: &random) ?? ""
    }.joined()
  }

  static func node(depth: Int, _ random: inout SeededGenerator) -> YAMLNode {
    switch Int.random(in: 0..<(depth > 0 ? 8 : 5), using: &random) {
    case 0: return .integer(Int.random(in: -9...9_999, using: &random))
    case 1: return .boolean(Bool.random(using: &random))
    case 2...4: return .string(text(&random))
    case 5:
      return .sequence(
        (0..<Int.random(in: 0...3, using: &random)).map { _ in node(depth: depth - 1, &random) })
    default:
      var names: Set<String> = []
      let entries = (0..<Int.random(in: 0...4, using: &random)).compactMap { _ -> YAMLEntry? in
        var name = text(&random)
        if Int.random(in: 0..<20, using: &random) == 0 {
          name += String(repeating: "k", count: 300)
        }
        guard names.insert(name).inserted else { return nil }
        return YAMLEntry(.string(name), node(depth: depth - 1, &random))
      }
      return .mapping(entries)
    }
  }
}
