import InfisicalModel
import Testing

/// Where actions start and end, and what stands in them.
@Suite("Template text")
struct TemplateTextTests {
  @Test("text is trimmed as the marks of its neighbours ask for")
  func trimming() throws {
    let parsed = try #require(TemplateText("a  {{- .A -}}  b {{ .B }} c {{- /* x }} */ -}} d"))
    let parts = parsed.parts.map { part in
      switch part {
      case .text(let text): text
      case .action(let action): "<\(action.source)>"
      }
    }
    #expect(parts == ["a", "<.A>", "b ", "<.B>", " c", "d"])
  }

  @Test(
    "strings may hold braces",
    arguments: [#"{{ "}}" }}"#, "{{ `}}` }}", #"{{ printf "a\"}}" }}"#, "{{ '}' }}"])
  func strings(text: String) throws {
    let parsed = try #require(TemplateText(text))
    #expect(parsed.actions.count == 1)
  }

  @Test(
    "what is never closed is no template",
    arguments: ["{{", "{{ .A", "{{ \"a }}", "{{ `a }}", "a {{ /* b }}"])
  func unclosed(text: String) {
    #expect(TemplateText(text) == nil)
  }

  @Test("words, whole records and control structures are told apart")
  func questions() throws {
    let plain = try #require(
      TemplateText("{{ .A | upper }} {{ (index . \"k\").Value }} {{ .B.Value }}"))
    #expect(plain.words == ["upper", "index"])
    #expect(plain.wholeRecords == ["A"])
    #expect(plain.isPlain)
    #expect(plain.looksBeyond("A"))
    let control = try #require(TemplateText("{{ if .A }}{{ $x := 1 }}{{ end }}"))
    #expect(!control.isPlain)
    #expect(control.wholeRecords.isEmpty)
  }
}
