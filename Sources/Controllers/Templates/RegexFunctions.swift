import GoTemplate

/// Regular expressions (sprig 3.3.0, regex.go).
///
/// Go's are RE2; these are those of Swift's standard library, which know the same constructs and find the
/// same leftmost match, but go back: texts are bounded, so that an unlucky pattern ends.
enum RegexFunctions {
  private static let mostBytes = 64 << 10

  static let all: [GoFunction] =
    [("", false), ("must", true)].flatMap { lead, isStrict in
      [
        define(lead, "regexMatch", [.string, .string]) { pattern, arguments throws(TemplateError) in
          let text = try bounded(arguments.text())
          guard let regex = try compile(pattern, isStrict) else { return .bool(false) }
          return .bool(text.firstMatch(of: regex) != nil)
        },
        define(lead, "regexFind", [.string, .string]) { pattern, arguments throws(TemplateError) in
          let text = try bounded(arguments.text())
          guard let regex = try compile(pattern, true) else { return .text("") }
          return .text(text.firstMatch(of: regex).map { String(text[$0.range]) } ?? "")
        },
        define(lead, "regexFindAll", [.string, .string, .int]) {
          pattern, arguments throws(TemplateError) in
          let text = try bounded(arguments.text())
          let count = arguments.int()
          guard let regex = try compile(pattern, true) else { return .list([]) }
          let matches = text.matches(of: regex).map { GoValue.text(String(text[$0.range])) }
          return .list(count < 0 ? matches : Array(matches.prefix(count)))
        },
        define(lead, "regexReplaceAll", [.string, .string, .string]) {
          pattern, arguments throws(TemplateError) in
          let text = try bounded(arguments.text())
          let replacement = arguments.text()
          guard let regex = try compile(pattern, true) else { return .text(text) }
          return .text(replace(text, regex) { expand(replacement, $0, text) })
        },
        define(lead, "regexReplaceAllLiteral", [.string, .string, .string]) {
          pattern, arguments throws(TemplateError) in
          let text = try bounded(arguments.text())
          let replacement = arguments.text()
          guard let regex = try compile(pattern, true) else { return .text(text) }
          return .text(replace(text, regex) { _ in replacement })
        },
        define(lead, "regexSplit", [.string, .string, .int]) {
          pattern, arguments throws(TemplateError) in
          let text = try bounded(arguments.text())
          let count = arguments.int()
          guard let regex = try compile(pattern, true) else { return .list([]) }
          return .list(split(text, regex, most: count).map { .text($0) })
        },
      ]
    } + [
      GoFunction("regexQuoteMeta", [.string]) { arguments throws(TemplateError) in
        .text(
          arguments.text().reduce(into: "") { result, character in
            if "\\.+*?()|[]{}^$".contains(character) { result.append("\\") }
            result.append(character)
          })
      }
    ]

  private typealias Body =
    @Sendable (_ pattern: String, inout GoArguments) throws(TemplateError) -> GoValue

  private static func define(
    _ lead: String, _ name: String, _ parameters: [GoFunction.Parameter], _ body: @escaping Body
  ) -> GoFunction {
    let full = lead.isEmpty ? name : lead + name.prefix(1).uppercased() + name.dropFirst()
    return GoFunction(full, parameters) { arguments throws(TemplateError) in
      let pattern = arguments.text()
      return try body(pattern, &arguments)
    }
  }

  private static func bounded(_ text: String) throws(TemplateError) -> String {
    guard text.utf8.count <= mostBytes else {
      throw TemplateError("the text has more than \(mostBytes) bytes")
    }
    return text
  }

  /// Nil for a pattern that cannot be read where sprig passes over that.
  private static func compile(
    _ pattern: String, _ isStrict: Bool
  ) throws(TemplateError) -> Regex<AnyRegexOutput>? {
    do {
      // RE2 writes named groups as (?P<name>…).
      return try Regex(pattern.replacing("(?P<", with: "(?<")).matchingSemantics(.unicodeScalar)
        .asciiOnlyCharacterClasses()
    } catch {
      if !isStrict { return nil }
      throw TemplateError("error parsing regexp \"\(pattern)\"")
    }
  }

  private static func replace(
    _ text: String, _ regex: Regex<AnyRegexOutput>,
    _ replacement: (Regex<AnyRegexOutput>.Match) -> String
  ) -> String {
    var output = ""
    var end = text.startIndex
    for match in text.matches(of: regex) {
      output += text[end..<match.range.lowerBound] + replacement(match)
      end = match.range.upperBound
    }
    return output + text[end...]
  }

  /// `$1`, `${1}`, `$name`, `${name}` and `$$` (package regexp, Expand).
  private static func expand(
    _ template: String, _ match: Regex<AnyRegexOutput>.Match, _ text: String
  ) -> String {
    var output = ""
    var rest = Substring(template)
    while let character = rest.popFirst() {
      guard character == "$", let next = rest.first else {
        output.append(character)
        continue
      }
      if next == "$" {
        output.append("$")
        rest.removeFirst()
        continue
      }
      let isBraced = next == "{"
      let body = isBraced ? rest.dropFirst() : rest
      let name = body.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
      guard !name.isEmpty, !isBraced || body.dropFirst(name.count).first == "}" else {
        output.append("$")
        continue
      }
      rest = body.dropFirst(name.count + (isBraced ? 1 : 0))
      let range: Range<String.Index>?
      if let number = Int(name) {
        range = number < match.output.count ? match.output[number].range : nil
      } else {
        range = match.output.first { $0.name == String(name) }?.range
      }
      if let range { output += text[range] }
    }
    return output
  }

  /// `regexp.Split`.
  private static func split(
    _ text: String, _ regex: Regex<AnyRegexOutput>, most: Int
  ) -> [String] {
    if most == 0 { return [] }
    if text.isEmpty { return [""] }
    var parts: [String] = []
    var start = text.startIndex
    var end = text.startIndex
    for match in text.matches(of: regex) {
      if most > 0, parts.count == most - 1 { break }
      end = match.range.lowerBound
      if match.range.upperBound != text.startIndex { parts.append(String(text[start..<end])) }
      start = match.range.upperBound
    }
    if end != text.endIndex { parts.append(String(text[start...])) }
    return parts
  }
}
