import GoTemplate
import Patterns

/// The matches of a pattern in one text, in the order and with the rules of Go's `regexp`; every step is charged.
struct RegexSearch {
  private var search: PatternSearch
  private let budget: TemplateBudget

  /// Bytes that a text takes while it is searched, for each of its own.
  private static let textCost = 16

  init(
    _ pattern: Pattern, _ text: GoString, _ budget: TemplateBudget
  ) throws(TemplateError) {
    try budget.spend(bytes: text.bytes.count * Self.textCost)
    search = PatternSearch(pattern, PatternText(text.bytes))
    self.budget = budget
  }

  /// The bytes between two characters.
  func bytes(_ range: Range<Int>) -> [UInt8] { Array(search.text.bytes(range)) }

  private mutating func first(from start: Int) throws(TemplateError) -> PatternSearch.Groups? {
    let budget = budget
    return try search.first(from: start) { steps throws(TemplateError) in
      try budget.spend(steps)
    }
  }

  mutating func hasMatch() throws(TemplateError) -> Bool { try first(from: 0) != nil }

  /// The first matches (`FindAllStringIndex`): an empty one is not taken right behind another one.
  mutating func matches(most: Int) throws(TemplateError) -> [Range<Int>] {
    var matches: [Range<Int>] = []
    var position = 0
    var lastEnd = -1
    while matches.count < most, position <= search.text.count,
      let match = try first(from: position)?[0]
    {
      let isEmpty = match.upperBound == position
      if !(isEmpty && match.lowerBound == lastEnd) {
        try budget.allocate(64 + match.count)
        matches.append(match)
      }
      position = isEmpty ? position + 1 : match.upperBound
      lastEnd = match.upperBound
    }
    return matches
  }

  /// The text with every match replaced (`ReplaceAllString`).
  mutating func replaced(
    _ replacement: (PatternSearch.Groups, PatternText) throws(TemplateError) -> [UInt8]
  ) throws(TemplateError) -> GoValue {
    var output: [UInt8] = []
    var lastEnd = 0
    var position = 0
    while position <= search.text.count, let groups = try first(from: position),
      let match = groups[0]
    {
      output += search.text.bytes(lastEnd..<match.lowerBound)
      if match.upperBound > lastEnd || match.lowerBound == 0 {
        let new = try replacement(groups, search.text)
        try budget.spend(bytes: new.count)
        try budget.permit(output.count + new.count)
        output += new
      }
      try budget.permit(output.count)
      lastEnd = match.upperBound
      position = match.upperBound > position ? match.upperBound : position + 1
    }
    return .string(GoString(output + search.text.bytes(lastEnd..<search.text.count)))
  }

  /// The parts between matches (`Split`).
  mutating func split(most: Int) throws(TemplateError) -> [Range<Int>] {
    if most == 0 { return [] }
    let count = search.text.count
    if count == 0 { return [0..<0] }
    var parts: [Range<Int>] = []
    var start = 0
    var end = 0
    for match in try matches(most: most < 0 ? .max : most) {
      if most > 0, parts.count == most - 1 { break }
      end = match.lowerBound
      if match.upperBound != 0 { parts.append(start..<end) }
      start = match.upperBound
    }
    if end != count { parts.append(start..<count) }
    return parts
  }
}

/// A replacement with references to groups: `$1`, `${1}`, `$name`, `${name}` and `$$` (package regexp, Expand).
struct RegexReplacement: Sendable {
  private enum Part: Sendable {
    case bytes([UInt8])
    case group(Int)
  }

  private var parts: [Part] = []

  /// `groups` are the names of the pattern's groups, the whole match first.
  init(_ template: String, groups: [String?]) {
    var plain: [UInt8] = []
    var rest = Substring(template)
    while let character = rest.popFirst() {
      guard character == "$", let next = rest.first else {
        plain += Array(String(character).utf8)
        continue
      }
      if next == "$" {
        plain.append(0x24)
        rest.removeFirst()
        continue
      }
      let isBraced = next == "{"
      let body = isBraced ? rest.dropFirst() : rest
      let name = body.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
      guard !name.isEmpty, !isBraced || body.dropFirst(name.count).first == "}" else {
        plain.append(0x24)
        continue
      }
      rest = body.dropFirst(name.count + (isBraced ? 1 : 0))
      parts.append(.bytes(plain))
      plain = []
      if let number = Self.number(name, groups) { parts.append(.group(number)) }
    }
    parts.append(.bytes(plain))
  }

  /// The group that a name means; nil for one that the pattern does not have, which stands for nothing.
  private static func number(_ name: Substring, _ groups: [String?]) -> Int? {
    let isNumber = name.allSatisfy(\.isASCII) && name.allSatisfy(\.isNumber)
    guard isNumber, name.first != "0" || name.count == 1 else {
      return groups.firstIndex { $0.map { $0 == name } ?? false }
    }
    return Int(name).flatMap { groups.indices.contains($0) ? $0 : nil }
  }

  /// One match, as the template wants it.
  func expand(
    _ groups: PatternSearch.Groups, _ text: PatternText, _ budget: TemplateBudget
  ) throws(TemplateError) -> [UInt8] {
    var output: [UInt8] = []
    for part in parts {
      switch part {
      case .bytes(let bytes): output += bytes
      case .group(let number):
        if let range = groups[number] { output += text.bytes(range) }
      }
      try budget.permit(output.count)
    }
    return output
  }
}
