import GoTemplate
import Patterns

/// Regular expressions (sprig 3.3.0, regex.go), in RE2's syntax and in linear time, as Go has them.
enum RegexFunctions {
  static let all: [GoFunction] =
    [("", false), ("must", true)].flatMap { lead, isStrict in
      [
        define(lead, "regexMatch", [.string]) { search, _, _ throws(TemplateError) in
          .bool(try search.hasMatch())
        },
        define(lead, "regexFind", [.string]) { search, _, _ throws(TemplateError) in
          .string(GoString(try search.matches(most: 1).first.map { search.bytes($0) } ?? []))
        },
        define(lead, "regexFindAll", [.string, .int]) {
          search, arguments, _ throws(TemplateError) in
          let count = arguments.int()
          let matches = try search.matches(most: count < 0 ? .max : count)
          return .list(of: matches.map { .string(GoString(search.bytes($0))) })
        },
        define(lead, "regexReplaceAll", [.string, .string]) {
          search, arguments, pattern throws(TemplateError) in
          let template = RegexReplacement(arguments.text(), groups: pattern.groups)
          let budget = arguments.budget
          return try search.replaced { groups, text throws(TemplateError) in
            try template.expand(groups, text, budget)
          }
        },
        define(lead, "regexReplaceAllLiteral", [.string, .string]) {
          search, arguments, _ throws(TemplateError) in
          let replacement = arguments.string().bytes
          return try search.replaced { _, _ in replacement }
        },
        define(lead, "regexSplit", [.string, .int]) { search, arguments, _ throws(TemplateError) in
          .list(
            of: try search.split(most: arguments.int()).map { .string(GoString(search.bytes($0))) })
        },
      ]
    } + [
      GoFunction("regexQuoteMeta", [.string]) { arguments throws(TemplateError) in
        .string(
          GoString(
            arguments.string().bytes.flatMap { byte in
              Self.special.contains(byte) ? [0x5C, byte] : [byte]
            }))
      }
    ]

  private static let special = Array("\\.+*?()|[]{}^$".utf8)

  private typealias Body =
    @Sendable (inout RegexSearch, inout GoArguments, Pattern) throws(TemplateError) -> GoValue

  /// A function of a pattern, a text and `parameters` behind them.
  private static func define(
    _ lead: String, _ name: String, _ parameters: [GoFunction.Parameter], _ body: @escaping Body
  ) -> GoFunction {
    let full = lead.isEmpty ? name : lead + name.prefix(1).uppercased() + name.dropFirst()
    // sprig's `regexMatch` takes a pattern that cannot be read for one that does not match.
    let isLenient = full == "regexMatch"
    return GoFunction(full, [.string] + parameters) { arguments throws(TemplateError) in
      let text = arguments.text()
      let subject = arguments.string()
      let pattern: Pattern
      // A repetition makes many steps of few characters; none makes more than the pattern may have.
      try arguments.budget.spend(20_000 + text.utf8.count)
      do throws(Pattern.Problem) {
        pattern = try Pattern(text)
      } catch {
        if isLenient { return .bool(false) }
        throw TemplateError("error parsing regexp: \(error): `\(text)`")
      }
      var search = try RegexSearch(pattern, subject, arguments.budget)
      return try body(&search, &arguments, pattern)
    }
  }
}
