import Diagnostics
import Patterns
import YAMLSyntax

/// A path of a replacement: `spec.containers.[name=web].image`, with `\.` and `[a.b]` for dots in keys.
struct ValuePath {
  enum Part {
    case key(String)
    /// Every element, or every value.
    case all
    /// Elements whose field has a value; without a field, elements that are the value.
    case element(Element)
  }

  /// What an element of a list must have: the value itself, or one that the value matches as an expression.
  struct Element {
    let field: String
    let value: String
    let pattern: Pattern?

    func matches(_ node: YAMLNode) -> Bool {
      guard let text = (field.isEmpty ? node : node[field])?.scalar?.text else { return false }
      return text == value || pattern?.matches(text) ?? false
    }
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
  func first(in node: YAMLNode) -> YAMLNode? { Self.first(in: node, parts[...]) }

  private static func first(in node: YAMLNode, _ path: ArraySlice<Part>) -> YAMLNode? {
    guard let part = path.first else { return node }
    for child in children(node, part) {
      if let found = first(in: child, path.dropFirst()) { return found }
    }
    return nil
  }

  private static func children(_ node: YAMLNode, _ part: Part) -> [YAMLNode] {
    switch (part, node.content) {
    case (.key(let key), .mapping): node[key].map { [$0] } ?? []
    case (.key(let key), .sequence(let items)):
      if let index = Int(key), items.indices.contains(index) { [items[index]] } else { [] }
    case (.all, .sequence(let items)): items
    case (.all, .mapping(let entries)): entries.map(\.value)
    case (.element(let element), .sequence(let items)): items.filter(element.matches)
    default: []
    }
  }

  private static func part(_ word: String) -> Part {
    if word == "*" { return .all }
    guard word.hasPrefix("["), word.hasSuffix("]") else { return .key(word) }
    let inner = word.dropFirst().dropLast()
    guard let sign = inner.firstIndex(of: "=") else { return .key(String(inner)) }
    let value = String(inner[inner.index(after: sign)...])
    return .element(
      Element(field: String(inner[..<sign]), value: value, pattern: try? Pattern(value)))
  }
}
