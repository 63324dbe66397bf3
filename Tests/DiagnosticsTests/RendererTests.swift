import Diagnostics
import Foundation
import TestSupport
import Testing

@Suite("Reports")
struct RendererTests {
  private static let rules = [
    RuleInfo(
      .topology, 998, "hint", .warning, summary: "A hint.", why: "To test.",
      sources: [.document("this test", "https://example.net")]),
    RuleInfo(
      .yaml, 999, "sample", summary: "A sample.", why: "To test reports.",
      sources: [.document("this test", "https://example.net")]),
  ]

  /// One sample set for every format: a tab, a wide character, several lines, the end of the file,
  /// an empty span, a control character, two files, and a finding without a place.
  private static let sample: (findings: [Diagnostic], sources: SourceMap) = {
    var sources = SourceMap()
    let text = "a:\tone\n日本: [1,\n  2,\n  3]\nesc: \u{1B}[31m\nlast: x"
    let first = sources.add(path: "a.yaml", bytes: Array(text.utf8))
    let second = sources.add(path: "b.yaml", bytes: Array("other: file\n".utf8))
    func span(_ needle: String, in file: SourceFile = first) -> SourceSpan {
      let haystack = file.bytes
      let wanted = Array(needle.utf8)
      let start = haystack.indices.first { haystack[$0...].starts(with: wanted) } ?? 0
      return SourceSpan(file: file.id, start: start, end: start + wanted.count)
    }
    let (hint, rule) = (rules[0], rules[1])
    var bag = DiagnosticBag()
    bag.report(Diagnostic(rule, "behind a tab", at: span("one"), label: "here").help("use blanks"))
    bag.report(Diagnostic(hint, "a wide character", at: span("日本")))
    bag.report(
      Diagnostic(rule, "several lines", at: span("[1,\n  2,\n  3]"), label: "this list")
        .label(span("one"), "compare this").note("a note"))
    bag.report(Diagnostic(rule, "a control character", at: span("\u{1B}[31m")))
    bag.report(
      Diagnostic(
        rule, "at the end",
        at: SourceSpan(file: first.id, start: text.utf8.count, end: text.utf8.count)))
    bag.report(
      Diagnostic(hint, "two files", at: span("file", in: second)).label(
        span("last"), "in the other"
      )
      .fix(FixIt("rename", .safe, [TextEdit(span("file", in: second), "new")])))
    bag.report(Diagnostic(rule, "no place \u{7}", path: "out/x.yaml"))
    return (bag.sorted, sources)
  }()

  @Test(
    "every format renders the sample set as recorded",
    arguments: ["text", "ansi", "concise", "json", "sarif", "github", "junit"])
  func snapshot(format: String) throws {
    let renderer: any DiagnosticRenderer =
      switch format {
      case "text": TextRenderer()
      case "ansi": TextRenderer(.ansi)
      case "concise": ConciseRenderer()
      case "sarif": SARIFRenderer(version: "0.1.0", rules: Self.rules)
      case "github": GitHubRenderer()
      case "junit": JUnitRenderer()
      default: JSONRenderer()
      }
    let text = renderer.render(
      Self.sample.findings, sources: Self.sample.sources,
      summary: RunSummary(files: 2, documents: 2))
    try Golden.expect(Array(text.utf8), at: "Tests/DiagnosticsTests/Snapshots/\(format).txt")
  }

  @Test("nothing that an input says reaches a terminal as an escape sequence")
  func noEscapes() {
    let text = TextRenderer().render(
      Self.sample.findings, sources: Self.sample.sources,
      summary: RunSummary(files: 2, documents: 2))
    #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
  }

  @Test("of a very long line, what surrounds the mark is shown")
  func longLine() {
    var sources = SourceMap()
    let line = String(repeating: "x", count: 5000) + "HERE" + String(repeating: "y", count: 5000)
    let file = sources.add(path: "x", bytes: Array(line.utf8))
    let rule = RuleInfo(
      .yaml, 999, "x", summary: "", why: "", sources: [.document("", "https://example.net")])
    let finding = Diagnostic(rule, "m", at: SourceSpan(file: file.id, start: 5000, end: 5004))
    let text = TextRenderer().render(
      [finding], sources: sources, summary: RunSummary(files: 1, documents: 1))
    #expect(text.utf8.count < 600)
    let rows = text.split(separator: "\n")
    let place = rows[3].range(of: "HERE").map {
      rows[3].distance(from: rows[3].startIndex, to: $0.lowerBound)
    }
    let caret = rows[4].range(of: "^^^^").map {
      rows[4].distance(from: rows[4].startIndex, to: $0.lowerBound)
    }
    #expect(place != nil && place == caret)
  }

  @Test(
    "no excerpt shows what looks like a secret",
    arguments: [
      "MY_PASSWORD: correct horse hunter2", "A_TOKEN: abc,hunter2", #"API_KEY: "ab\"hunter2""#,
      #"{"MY_PASSWORD":"hunter2"}"#, "my_password: hunter2", "encryptionKey: hunter2",
      "X: {CLIENT_SECRET_GITHUB: 'hunter2', B: 1}", "token: |-\n  first\n  hunter2",
      "token:\n  hunter2", "token: first\n  hunter2: more", "token: |\n  first\n\n    hunter2\n",
      "anything: \"redis://:hunter2@redis:6379\"", "- x: postgresql://web:hunter2@db/web",
      "- name: DB_PASSWORD\n  value: >-\n    first\n    hunter2",
    ])
  func secrets(line: String) {
    var sources = SourceMap()
    let file = sources.add(path: "x", bytes: Array(line.utf8))
    let rule = RuleInfo(
      .yaml, 999, "x", summary: "", why: "", sources: [.document("", "https://example.net")])
    let finding = Diagnostic(
      rule, "found", at: SourceSpan(file: file.id, start: 0, end: line.utf8.count))
    let text = TextRenderer().render(
      [finding], sources: sources, summary: RunSummary(files: 1, documents: 1))
    #expect(!text.contains("hunter2"), "\(text)")
  }

  @Test("an empty JSON report is still a report")
  func emptyJSON() {
    let text = JSONRenderer().render(
      [], sources: SourceMap(), summary: RunSummary(files: 0, documents: 0))
    #expect(
      text == """
        {
          "findings": [],
          "summary": {"files":0,"documents":0,"errors":0,"warnings":0,"notes":0}
        }

        """)
  }
}
