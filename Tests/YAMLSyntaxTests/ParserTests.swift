import Diagnostics
import TestSupport
import Testing
import YAMLSyntax

@Suite("Reading YAML")
struct ParserTests {
  private func text(_ span: SourceSpan?, of parsed: ParsedText) -> String {
    guard let span, let file = parsed.sources[span.file] else { return "<none>" }
    return String(decoding: file.bytes[span.range], as: UTF8.self)
  }

  @Test("every node has the bytes that it was written with")
  func spans() {
    let parsed = ParsedText("a: [1, 'x y']\nb:\n  c: |\n    text\n  d: é日\n# comment\n")
    let root = parsed.root
    #expect(text(root?["a"]?.span, of: parsed) == "[1, 'x y']")
    #expect(text(root?["a"]?.items?.last?.span, of: parsed) == "'x y'")
    #expect(text(root?["b"]?["d"]?.span, of: parsed) == "é日")
    #expect(text(root?["b"]?.span, of: parsed) == "c: |\n    text\n  d: é日")
    let literal = text(root?["b"]?["c"]?.span, of: parsed)
    #expect(literal.hasPrefix("|\n    text"))
    #expect(text(root?.entry("b")?.key.span, of: parsed) == "b")
  }

  @Test("spans stay exact behind a byte order mark, CRLF and wide characters")
  func nastySpans() {
    let parsed = ParsedText("\u{FEFF}日本: 語\r\nb: \"é\"\r\n---\r\n語: 😀x\r\n")
    #expect(parsed.concise == "")
    #expect(text(parsed.root?["日本"]?.span, of: parsed) == "語")
    #expect(text(parsed.root?["b"]?.span, of: parsed) == "\"é\"")
    #expect(text(parsed.stream.documents.last?.root?["語"]?.span, of: parsed) == "😀x")
  }

  @Test("styles, tags and anchors are kept")
  func decorations() {
    let root = ParsedText("a: &x !!str 1\nb: *x\nc: >-\n  f\nd: {}\n").root
    #expect(root?["a"]?.tag == "tag:yaml.org,2002:str")
    #expect(root?["b"]?.alias == "x")
    #expect(root?["b"]?.scalar?.text == "1")
    #expect(root?["c"]?.scalar?.style == .folded)
    #expect(root?["d"]?.properties == [.flow])
  }

  @Test("merge keys bring in what is not written, the earlier mapping first")
  func merges() {
    let text = "x: &x {a: 1, b: 1}\ny: &y {b: 2, c: 2}\nz:\n  <<: [*x, *y]\n  a: 0\n"
    let parsed = ParsedText(text)
    #expect(parsed.stream.documents.first?.hasMergeKeys == true)
    let merged = parsed.root?.resolvingMerges()["z"]
    #expect(["a", "b", "c"].map { merged?[$0]?.scalar?.text } == ["0", "1", "2"])
  }

  @Test("empty documents are counted, and their place is known")
  func emptyDocuments() {
    let parsed = ParsedText("---\n---\na: 1\n---\n# only a comment\n")
    #expect(parsed.stream.documents.map { $0.root == nil } == [true, false, true])
    #expect(ParsedText("").stream.documents.isEmpty)
  }

  @Test("a broken document does not keep the next from being read")
  func recovery() {
    let parsed = ParsedText("a: [1\n---\nb: 2\n---\n'\n---\nc: 3\n")
    #expect(
      parsed.stream.documents.compactMap { $0.root?.entries?.first?.key.scalar?.text } == [
        "b", "c",
      ])
    #expect(parsed.bag.diagnostics.count == 2)
  }
}
