import Patterns

/// Reads schema facts (scripts/schemas/fact_writer.py has the form), a definition at a time.
///
/// The facts are generated, so a line that cannot be read is taken for a field of any value; a test
/// reads every line.
package struct FactReader: Sendable {
  /// A kind and where its definition is.
  package struct Kind: Sendable {
    package let apiVersion: String
    package let kind: String
    package let isNamespaced: Bool
    package let number: Int
    package let since: KubernetesVersion?
    package let until: KubernetesVersion?
  }

  package let kinds: [Kind]
  /// The versions that the facts know.
  package let versions: ClosedRange<KubernetesVersion>
  private let facts: EmbeddedFacts
  private let lines: [Int]

  package var count: Int { lines.count }

  package init(_ facts: EmbeddedFacts) {
    self.facts = facts
    let size = facts.bytes.count
    var kinds: [Kind] = []
    var lines: [Int] = []
    var versions = KubernetesVersion(minor: 0)...KubernetesVersion(minor: 0)
    var start = 0
    var isHead = true
    while start < size {
      let end = facts.lineEnd(from: start)
      if !isHead {
        lines.append(start)
      } else if end == start {
        isHead = false
      } else {
        let words = facts.text(start..<end).split(separator: " ")
        if words.first == "K", let kind = Self.kind(words) { kinds.append(kind) }
        if words.first == "redoubt-facts", words.count == 4, let first = Int(words[2]),
          let last = Int(words[3])
        {
          versions = KubernetesVersion(minor: first)...KubernetesVersion(minor: last)
        }
      }
      start = end + 1
    }
    self.kinds = kinds
    self.lines = lines
    self.versions = versions
  }

  /// Definition `number`; references are moved by `offset`.
  package func definition(
    _ number: Int, offset: Int, version: KubernetesVersion
  ) -> SchemaDefinition {
    let start = lines[number]
    var fields: [SchemaField] = []
    var keepsUnknown = false
    for cell in facts.text(start..<facts.lineEnd(from: start)).split(separator: "\t") {
      let parts = cell.split(separator: " ", maxSplits: 2)
      if cell == "+" { keepsUnknown = true }
      guard parts.count == 3 else { continue }
      let (since, until) = Self.versions(parts[1])
      fields.append(
        SchemaField(
          name: Self.plain(parts[0]), isRequired: parts[1].contains("!"),
          isDeprecated: parts[1].contains("~"), since: since, until: until,
          node: Self.node(parts[2], offset)))
    }
    return SchemaDefinition(fields: fields, keepsUnknown: keepsUnknown, version: version)
  }

  private static func kind(_ words: [Substring]) -> Kind? {
    guard words.count >= 5, let number = Int(words[4].dropFirst()) else { return nil }
    let (since, until) = words.count > 5 ? versions(words[5]) : (nil, nil)
    return Kind(
      apiVersion: String(words[1]), kind: String(words[2]), isNamespaced: words[3] == "N",
      number: number, since: since, until: until)
  }

  private static func versions(_ text: Substring) -> (KubernetesVersion?, KubernetesVersion?) {
    guard let mark = text.firstIndex(of: "@") else { return (nil, nil) }
    let ends = text[text.index(after: mark)...].split(
      separator: "-", omittingEmptySubsequences: false)
    let since = ends.first.flatMap { Int($0) }
    let until = ends.count > 1 ? Int(ends[1]) : nil
    return (since.map(KubernetesVersion.init(minor:)), until.map(KubernetesVersion.init(minor:)))
  }

  private static func node(_ text: Substring, _ offset: Int) -> SchemaNode {
    let head = text.prefix { $0 != ";" }
    // A constraint belongs to the outermost part that is being read.
    if let first = head.first, first == "[" || first == "{" {
      let rest = text.dropFirst()
      let (inner, limits) = outerLimits(rest, first == "[" ? ["a=", "A=", "t="] : ["r=", "R="])
      return SchemaNode(first == "[" ? .list : .map, of: node(inner, offset), limits: limits)
    }
    let limits = limits(text.dropFirst(head.count), words: words(head))
    switch head.first {
    case "s", "e": return SchemaNode(.string, limits: limits)
    case "i": return SchemaNode(.integer, limits: limits)
    case "n": return SchemaNode(.number, limits: limits)
    case "b": return SchemaNode(.boolean, limits: limits)
    case "x": return SchemaNode(.integerOrString, limits: limits)
    case "q": return SchemaNode(.quantity, limits: limits)
    case "o": return SchemaNode(.freeObject, limits: limits)
    case "#":
      return SchemaNode(.object((Int(head.dropFirst()) ?? 0) + offset), limits: limits)
    default: return SchemaNode(.any, limits: limits)
    }
  }

  /// Splits what constrains a list or a map from what constrains the values in it.
  private static func outerLimits(
    _ text: Substring, _ keys: [String]
  ) -> (Substring, SchemaLimits?) {
    var inner = ""
    var outer = ""
    for (position, part) in text.split(separator: ";").enumerated() {
      let isOuter = position > 0 && keys.contains { part.hasPrefix($0) }
      if isOuter { outer += ";" + part } else { inner += (position > 0 ? ";" : "") + part }
    }
    return (Substring(inner), limits(Substring(outer), words: []))
  }

  private static func words(_ head: Substring) -> [String] {
    guard head.hasPrefix("e(") else { return [] }
    return head.dropFirst(2).dropLast().split(separator: "|", omittingEmptySubsequences: false)
      .map(plain)
  }

  private static func limits(_ text: Substring, words: [String]) -> SchemaLimits? {
    guard !text.isEmpty || !words.isEmpty else { return nil }
    var parts = SchemaLimits.Parts()
    parts.words = words
    var bounds: [Character: Int] = [:]
    for item in text.split(separator: ";") {
      guard let key = item.first else { continue }
      let value = plain(item.dropFirst(2))
      switch key {
      case "f": parts.format = value
      case "p": parts.pattern = try? Pattern(value)
      case "m": parts.minimum = Double(value)
      case "M": parts.maximum = Double(value)
      case "t":
        let names = value.split(separator: ",").map(String.init)
        parts.listType = names.first == "set" ? .set : .map(Array(names.dropFirst()))
      case "u": parts.isNullable = true
      default: bounds[key] = Int(value)
      }
    }
    func range(_ low: Character, _ high: Character) -> ClosedRange<Int>? {
      guard bounds[low] != nil || bounds[high] != nil else { return nil }
      let least = bounds[low] ?? 0
      return least...max(least, bounds[high] ?? .max)
    }
    parts.length = range("l", "L")
    parts.items = range("a", "A")
    parts.properties = range("r", "R")
    return SchemaLimits(parts)
  }

  /// Text with `%XX` resolved.
  private static func plain(_ text: Substring) -> String {
    guard text.utf8.contains(0x25) else { return String(text) }
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == 0x25, rest.count >= 2,
        let code = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      {
        bytes.append(code)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
