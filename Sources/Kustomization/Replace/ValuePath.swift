import Diagnostics
import YAMLSyntax

/// A path of a replacement: `spec.containers.[name=web].image`, with `\.` and `[a.b]` for dots in keys.
struct ValuePath {
  enum Part: Equatable {
    case key(String)
    /// Every element, or every value.
    case all
    /// Elements whose field has a value; without a field, elements that are the value.
    case element(field: String, value: String)
  }

  let parts: [Part]
  let text: String

  init(_ text: String) {
    self.text = text
    var words: [String] = []
    var word = ""
    var depth = 0
    var isEscaped = false
    for character in text {
      if isEscaped {
        word.append(character)
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else if character == ".", depth == 0 {
        words.append(word)
        word = ""
      } else {
        if character == "[" { depth += 1 }
        if character == "]" { depth -= 1 }
        word.append(character)
      }
    }
    words.append(word)
    parts = words.filter { !$0.isEmpty }.map(Self.part)
  }

  /// The first node that the path leads to.
  func first(in node: YAMLNode) -> YAMLNode? {
    var found: [YAMLNode] = []
    ReplacementTransformer.collect(node, parts[...], &found)
    return found.first
  }

  private static func part(_ word: String) -> Part {
    if word == "*" { return .all }
    guard word.hasPrefix("["), word.hasSuffix("]") else { return .key(word) }
    let inner = word.dropFirst().dropLast()
    guard let sign = inner.firstIndex(of: "=") else { return .key(String(inner)) }
    return .element(
      field: String(inner[..<sign]), value: String(inner[inner.index(after: sign)...]))
  }
}
