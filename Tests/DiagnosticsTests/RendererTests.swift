import Diagnostics
import TestSupport
import Testing

@Suite("Reports")
struct RendererTests {
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
    let rule = RuleInfo(
      .yaml, 999, "sample", summary: "A sample.", why: "To test reports.", source: "this test")
    let hint = RuleInfo(
      .topology, 998, "hint", .warning, summary: "A hint.", why: "To test.", source: "this test")
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
    arguments: ["text", "ansi", "concise", "json"])
  func snapshot(format: String) throws {
    let renderer: any DiagnosticRenderer =
      switch format {
      case "text": TextRenderer()
      case "ansi": TextRenderer(.ansi)
      case "concise": ConciseRenderer()
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
