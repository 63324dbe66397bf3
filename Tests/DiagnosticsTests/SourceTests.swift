import Diagnostics
import TestSupport
import Testing

@Suite("Sources")
struct SourceTests {
  @Test("lines end at LF, CRLF and a lone CR")
  func lineBreaks() {
    let index = LineIndex(Array("a\nb\r\nc\rd".utf8))
    #expect(index.lineCount == 4)
    #expect([0, 2, 5, 7].map { index.position(at: $0).line } == [1, 2, 3, 4])
    #expect(index.content(ofLine: 1) == 2..<3)
  }

  @Test("columns count characters, and a byte order mark is none")
  func columns() {
    let index = LineIndex(Array("\u{FEFF}日本: x".utf8))
    #expect(index.position(at: 3) == SourcePosition(line: 1, column: 1))
    #expect(index.position(at: 9).column == 3)
  }

  @Test("a place past the end is the end")
  func pastEnd() {
    #expect(LineIndex([]).position(at: 7) == SourcePosition(line: 1, column: 1))
  }

  @Test("interpolated text takes the place of its first located part")
  func provenance() {
    let span = SourceSpan(file: SourceFileID(0), start: 3, end: 5)
    let name = Located("dc1", at: span)
    let text: Located<String> = "infisical-\(Located(7))-\(name)"
    #expect(text.value == "infisical-7-dc1")
    #expect(text.span == span)
  }

  @Test(
    "near words are suggested, far ones are not",
    arguments: [
      ("replcas", "replicas"), ("hpa", nil), ("engien", "engine"), ("Replicas", "replicas"),
      ("completelyOther", nil),
    ] as [(String, String?)])
  func suggestions(word: String, expected: String?) {
    #expect(Suggestion.nearest(to: word, in: ["replicas", "resources", "engine"]) == expected)
  }

  @Test("findings come in the order of their places, whatever the order of reporting")
  func order() {
    let rule = RuleInfo(
      .yaml, 999, "x", summary: "", why: "", sources: [.document("", "https://example.net")])
    let places = [9, 1, 5].map { SourceSpan(file: SourceFileID(0), start: $0, end: $0 + 1) }
    var bag = DiagnosticBag()
    for place in places { bag.report(Diagnostic(rule, "at \(place.start)", at: place)) }
    #expect(bag.sorted.map(\.message) == ["at 1", "at 5", "at 9"])
  }
}
