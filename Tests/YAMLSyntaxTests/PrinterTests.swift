import Diagnostics
import TestSupport
import Testing
import YAMLSyntax

@Suite("Printing YAML")
struct PrinterTests {
  private func print(_ node: YAMLNode) -> String {
    String(decoding: YAMLPrinter.print(node), as: UTF8.self)
  }

  @Test(
    "strings are quoted exactly where a reader needs it",
    arguments: [
      ("plain text", "plain text"), ("yes", "\"yes\""), ("1e3", "\"1e3\""), ("12:30", "\"12:30\""),
      ("0o7", "\"0o7\""), ("", "\"\""), ("null", "\"null\""), ("a: b", "\"a: b\""),
      ("a #b", "\"a #b\""), ("a#b", "a#b"), ("- a", "\"- a\""), ("-a", "-a"), ("*a", "\"*a\""),
      ("{a}", "\"{a}\""), (" a", "\" a\""), ("a:", "\"a:\""), ("say \"hi\"", "say \"hi\""),
      ("\"hi\"", "'\"hi\"'"), ("C:\\x", "C:\\x"), ("a\tb", "\"a\\tb\""), ("é", "\"é\""),
      ("2026-11-21", "\"2026-11-21\""), ("=", "\"=\""), ("<<", "\"<<\""), ("---", "\"---\""),
      ("http://x/y?z=1", "http://x/y?z=1"), ("\u{7}", "\"\\x07\""), ("~", "\"~\""),
    ])
  func quoting(text: String, expected: String) {
    #expect(print(.string(text)) == expected + "\n")
  }

  @Test("text of several lines becomes a literal block that keeps its end")
  func literals() {
    func value(_ text: String) -> String {
      print(YAMLMapping.build { $0.set("k", text) })
    }
    #expect(value("a\nb") == "k: |-\n  a\n  b\n")
    #expect(value("a\nb\n") == "k: |\n  a\n  b\n")
    #expect(value("a\n\nb\n\n") == "k: |+\n  a\n\n  b\n\n")
    #expect(value(" a\nb") == "k: \" a\\nb\"\n")
    #expect(value("a\rb\n") == "k: \"a\\rb\\n\"\n")
  }

  @Test("collections nest in block style")
  func layout() {
    let node = YAMLMapping.build { yaml in
      yaml.set("list", [YAMLNode.sequence([.integer(1), .integer(2)]), .string("x")])
      yaml.set("empty", YAMLNode.mapping([]))
      yaml.set(
        "objects",
        [
          YAMLMapping.build {
            $0.set("a", 1)
            $0.set("b", [true])
          }
        ])
    }
    #expect(
      print(node) == """
        list:
        - - 1
          - 2
        - x
        empty: {}
        objects:
        - a: 1
          b:
          - true

        """)
  }

  @Test("edits leave every other byte as it was")
  func edits() throws {
    var sources = SourceMap()
    let file = sources.add(path: "x", bytes: Array("\u{FEFF}a: 1 # one\r\nb: 2\r\n".utf8))
    var bag = DiagnosticBag()
    let root = YAMLParser().parse(file, into: &bag).documents.first?.root
    var edits = SourceEdits()
    edits.replace(try #require(root?["b"]?.span), with: "two")
    edits.replace(try #require(root?["a"]?.span), with: "")
    let bytes = try edits.apply(to: file)
    #expect(String(decoding: bytes, as: UTF8.self) == "\u{FEFF}a:  # one\r\nb: two\r\n")
  }

  @Test("overlapping edits are refused")
  func overlap() {
    var sources = SourceMap()
    let file = sources.add(path: "x", bytes: Array("abcdef".utf8))
    var edits = SourceEdits()
    edits.replace(SourceSpan(file: file.id, start: 0, end: 3), with: "x")
    edits.replace(SourceSpan(file: file.id, start: 2, end: 4), with: "y")
    #expect(throws: SourceEdits.Problem.self) { try edits.apply(to: file) }
  }
}
