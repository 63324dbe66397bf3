import Diagnostics
import TestSupport
import Testing
import YAMLSyntax

@Suite("Faults in YAML")
struct ParserFaultTests {
  @Test(
    "each fault is found at its place",
    arguments: [
      ("a: 1\n1️⃣a: 2\n", "YML003"),
      ("a:\n1️⃣\tb: 1\n", "YML004"),
      ("a: 'x\n1️⃣", "YML005"),
      ("a: [1, 2\n1️⃣", "YML005"),
      ("a: {b: 1\n1️⃣", "YML005"),
      ("a: 1️⃣*none\n", "YML006"),
      ("a: &x\n  b: 1️⃣*x\n", "YML006"),
      ("a: b1️⃣: c\n", "YML001"),
      ("a: 1️⃣@b\n", "YML001"),
      ("a: 1\n b1️⃣: 2\n", "YML001"),
      ("a: \"1️⃣\\q\"\n", "YML001"),
      ("1️⃣[a, b]: 1\n", "YML008"),
      ("a: 1️⃣\u{1}\n", "YML002"),
      ("日: 1\n1️⃣日: 2\n", "YML003"),
      ("a: 1\r\n1️⃣a: 2\r\n", "YML003"),
    ])
  func fault(marked: String, code: String) throws {
    let text = MarkedText(marked)
    let parsed = ParsedText(text.text)
    let first = try #require(parsed.bag.sorted.first)
    #expect(first.code.description == code, "\(parsed.concise)")
    #expect(first.primary.map { Int($0.span.start) } == text.offsets["1"], "\(parsed.concise)")
    #expect(first.help != nil || first.secondary.isEmpty == false)
  }

  @Test("a byte that is no UTF-8 is pointed at")
  func invalidUTF8() {
    let parsed = ParsedText(Array("a: ".utf8) + [0xC3, 0x28])
    #expect(parsed.concise == "test.yaml:1:4: error: invalid UTF-8 [YML002]\n")
  }

  @Test("UTF-16 is named as such")
  func utf16() {
    #expect(ParsedText([0xFF, 0xFE, 0x61, 0x00]).concise.contains("the file is UTF-16"))
  }

  @Test("10,000 levels of nesting are a finding", arguments: ["[", "{a: ", "- "])
  func deep(opening: String) throws {
    let parsed = ParsedText(String(repeating: opening, count: 10_000))
    let first = try #require(parsed.bag.sorted.first)
    #expect(first.code.description == "YML007")
    #expect(parsed.stream.documents.isEmpty)
  }

  @Test("an alias bomb is a finding")
  func bomb() {
    var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1...9 {
      let item = "*a\(level - 1)"
      text +=
        "a\(level): &a\(level) [\(Array(repeating: item, count: 10).joined(separator: ", "))]\n"
    }
    #expect(ParsedText(text).concise.contains("[YML007]"))
  }

  @Test("a file over the limit is not read")
  func size() {
    var limits = YAMLLimits()
    limits.fileSize = 4
    let parsed = ParsedText(Array("a: 12345".utf8), limits: limits)
    #expect(parsed.concise.contains("the limit is 4"))
  }

  @Test("duplicate keys are found in long mappings too")
  func longDuplicates() {
    let keys = (0..<40).map { "k\($0): 1\n" }.joined() + "k3: 2\nk39: 2\n"
    #expect(ParsedText(keys).bag.diagnostics.map(\.code.description) == ["YML003", "YML003"])
  }

  @Test("no cut of a document crashes the reader", arguments: 0..<120)
  func truncation(length: Int) {
    let text =
      "a: &x {b: [1, 'two', \"th\\u0072ee\"]}\nc: *x\nd: |\n  lit\n  eral\ne: >-\n  é\n? [k]\n: !!str v\n---\n- 1\n"
    _ = ParsedText(Array(text.utf8.prefix(length)))
  }

  @Test("no random bytes crash the reader", arguments: 0..<200)
  func noise(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let alphabet = Array("ab:-[]{}&*!|>'\"%@`#,? \n\t\r0.~=<é\u{FEFF}".utf8) + [0xFF, 0x00, 0x1B]
    let bytes = (0..<Int.random(in: 0...80, using: &random)).map { _ in
      alphabet.randomElement(using: &random) ?? 0
    }
    let parsed = ParsedText(bytes)
    for diagnostic in parsed.bag.diagnostics {
      #expect((diagnostic.primary?.span.range.upperBound ?? 0) <= bytes.count)
    }
  }
}
