import Foundation
import Patterns
import TestSupport
import Testing

/// Regular expressions: what Go's `regexp` finds, in linear time.
@Suite("Patterns")
struct PatternTests {
  /// The first match with its groups as bounds in scalars, `-` for a group that took no part; nil for none.
  private static func match(_ pattern: String, _ text: String) throws -> String? {
    var search = PatternSearch(try Pattern(pattern), PatternText(text))
    return search.first(from: 0) { _ in }.map { groups in
      groups.map { $0.map { "\($0.lowerBound),\($0.upperBound)" } ?? "-" }.joined(separator: " ")
    }
  }

  /// Pattern, text and what Go 1.25 finds (regexp documentation, and the rules of RE2).
  private static let cases: [(pattern: String, text: String, found: String?)] = [
    ("a+", "baaac", "1,4"), ("a+?", "baaac", "1,2"), ("(?U)a+", "baaac", "1,2"),
    ("(?U)a+?", "baaac", "1,4"), ("(a)(b)?", "ac", "0,1 0,1 -"),
    ("(a|ab)(c|bcd)", "abcd", "0,4 0,1 1,4"),
    ("(?i)straße", "STRASSE", nil), ("(?i)k", "\u{212A}", "0,1"), ("(?i)ſ", "S", "0,1"),
    ("(?i)[^k]", "K", nil), ("a(?i)b", "aB", "0,2"), ("(?i:a)b", "AB", nil),
    ("(?i:a)b", "Ab", "0,2"),
    ("(?m)^b$", "a\nb\nc", "2,3"), ("^b$", "a\nb\nc", nil), ("(?s)a.b", "a\nb", "0,3"),
    ("a.b", "a\nb", nil), ("\\bfoo\\b", "a foo b", "2,5"), ("\\Bo", "foo", "1,2"),
    ("\\pL+", "12äß34", "2,4"), ("\\p{Lu}", "aB", "1,2"), ("\\P{L}", "a1", "1,2"),
    ("[^\\p{L}]", "a1", "1,2"), ("\\p{^L}", "a1", "1,2"), ("[[:upper:][:digit:]]+", "aB1", "1,3"),
    ("\\Qa.b\\E+", "a.bbb", "0,5"), ("\\x41\\x{42}\\103", "ABC", "0,3"), ("\\A\\z", "", "0,0"),
    ("(?P<x>a)(?<y>b)", "ab", "0,2 0,1 1,2"), ("(a*)*", "b", "0,0 0,0"), ("(a*)+", "b", "0,0 0,0"),
    ("(a|b)*", "abc", "0,2 1,2"), ("x{2,3}", "xxxx", "0,3"), ("x{2,3}?", "xxxx", "0,2"),
    ("x{,2}", "x{,2}", "0,5"), ("(?:a|b|)c", "c", "0,1"), ("[]a]+", "a]", "0,2"),
    ("\\.", "a.", "1,2"),
  ]

  @Test("the match and its groups are those that Go finds", arguments: cases.indices)
  func groups(index: Int) throws {
    let (pattern, text, wanted) = Self.cases[index]
    #expect(try Self.match(pattern, text) == wanted, "\(pattern)")
  }

  @Test(
    "what Go refuses is refused",
    arguments: [
      "a**", "(?=a)", "(?<!a)", "(", ")", "[a", "a{1001}", "a{2,1}", "\\1", "\\pX", "(?P<>a)",
      "(?P<a",
      "(?P<x>a)(?P<x>b)", "(?z)a", "[b-a]", "\\x{110000}", "\\", "[[:nope:]]", "*a", "\\y",
      "((((((a{1000}){1000}){1000}){1000}){1000}){1000})",
    ])
  func refusals(pattern: String) {
    #expect(throws: Pattern.Problem.self) { try Pattern(pattern) }
  }

  @Test("a pattern that makes others go back for ever takes time in proportion to the text")
  func linear() throws {
    var search = PatternSearch(
      try Pattern("(a+)+$"), PatternText(String(repeating: "a", count: 20_000) + "b"))
    var steps = 0
    let found = search.first(from: 0) { steps += $0 }
    #expect(found == nil && steps < 200_000, "\(steps) steps")
  }

  @Test("bytes that are not UTF-8 count one replacement character each")
  func invalid() throws {
    let text = PatternText([0x61, 0xFF, 0xE2, 0x82, 0x62, 0xED, 0xA0, 0x80])
    #expect(text.count == 8)
    var search = PatternSearch(try Pattern("[^ab]+"), text)
    let match = try #require(search.first(from: 0) { _ in }?[0])
    #expect(Array(text.bytes(match)) == [0xFF, 0xE2, 0x82])
  }

  @Test(
    "random patterns find what RE2 finds",
    .enabled(if: Tool.find("python") != nil, "python with google-re2 is absent"))
  func oracle() throws {
    let python = try #require(Tool.find("python"))
    var random = SeededGenerator(seed: 20_261_126)
    let rows = (0..<4000).map { _ in
      (RandomPattern.pattern(&random, depth: 3), RandomPattern.text(&random))
    }
    let folder = try TemporaryFolder()
    let input = try JSONEncoder().encode(rows.map { [$0.0, $0.1] })
    try folder.write(String(decoding: input, as: UTF8.self), to: "rows.json")
    let result = try python.run([
      Repository.path("Tests/Oracles/re2_groups.py"), folder.path("rows.json"),
    ])
    #expect(result.status == 0, "\(result.errors)")
    let answers = try JSONDecoder().decode([String?].self, from: Data(result.output.utf8))
    #expect(answers.count == rows.count)
    for ((pattern, text), wanted) in zip(rows, answers) {
      let found = (try? Self.match(pattern, text)) ?? "refused"
      let answer = try Self.match(pattern, text) == nil ? nil : found
      #expect(answer == wanted, "\(pattern) on \(text)")
    }
  }
}

/// Patterns and texts over a small alphabet, in which much matches.
private enum RandomPattern {
  static func text(_ random: inout SeededGenerator) -> String {
    String((0..<Int.random(in: 0...8, using: &random)).map { _ in letter(&random) })
  }

  private static func letter(_ random: inout SeededGenerator) -> Character {
    ["a", "b", "c", "A", "é", "\n"].randomElement(using: &random) ?? "a"
  }

  static func pattern(_ random: inout SeededGenerator, depth: Int) -> String {
    (0..<Int.random(in: 1...3, using: &random)).map { _ in piece(&random, depth) }.joined()
  }

  private static func piece(_ random: inout SeededGenerator, _ depth: Int) -> String {
    let atoms = ["a", "b", "c", ".", "[ab]", "[^a]", "\\w", "\\pL", "^", "$", "\\b", "(?i)a", "é"]
    let repeats = ["", "", "", "*", "+", "?", "*?", "+?", "??", "{1,2}", "{2}"]
    guard depth > 0, Int.random(in: 0...2, using: &random) > 0 else {
      let atom = atoms.randomElement(using: &random) ?? "a"
      let isPlain = !["^", "$", "\\b", "(?i)a"].contains(atom)
      return atom + (isPlain ? repeats.randomElement(using: &random) ?? "" : "")
    }
    let inner = (0..<Int.random(in: 1...2, using: &random))
      .map { _ in pattern(&random, depth: depth - 1) }.joined(separator: "|")
    let open = ["(", "(", "(?:", "(?i:", "(?s:"].randomElement(using: &random) ?? "("
    return "\(open)\(inner))" + (repeats.randomElement(using: &random) ?? "")
  }
}
