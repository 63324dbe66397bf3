import GoTemplate
import TestSupport
import Testing

@Suite("Go templates")
struct TemplateTests {
  /// What `kubectl` hands to a template for ``TemplateCases/kubeconfig``.
  private static var data: GoValue {
    func map(_ pairs: [(String, GoValue)]) -> GoValue {
      .dictionary(
        GoDictionary(
          Dictionary(pairs.map { (GoString($0.0), $0.1) }, uniquingKeysWith: { first, _ in first }))
      )
    }
    return map([
      ("apiVersion", .text("v1")), ("kind", .text("Config")), ("current-context", .text("prod")),
      ("preferences", map([])),
      (
        "clusters",
        .list(of: [
          map([
            ("name", .text("alpha")),
            (
              "cluster",
              map([
                ("server", .text("https://alpha.example.com")),
                ("insecure-skip-tls-verify", .bool(true)),
              ])
            ),
          ]),
          map([
            ("name", .text("beta")),
            ("cluster", map([("server", .text("https://beta.example.com"))])),
          ]),
        ])
      ),
      (
        "contexts",
        .list(of: [
          map([
            ("name", .text("prod")),
            (
              "context",
              map([
                ("cluster", .text("alpha")), ("namespace", .text("apps")), ("user", .text("admin")),
              ])
            ),
          ])
        ])
      ),
      ("users", .list(of: [])),
    ])
  }

  @Test("a template prints what Go prints", arguments: TemplateCases.good.indices)
  func good(index: Int) throws {
    let (text, wanted) = TemplateCases.good[index]
    let output = try GoTemplate(text).execute(Self.data, isLenient: true)
    #expect(String(decoding: output, as: UTF8.self) == wanted, "\(text)")
  }

  @Test(
    "what Go refuses is refused in its words, with a place", arguments: TemplateCases.bad.indices)
  func bad(index: Int) throws {
    let (text, words) = TemplateCases.bad[index]
    let error = #expect(throws: TemplateError.self, "\(text)") {
      _ = try GoTemplate(text).execute(Self.data, isLenient: true)
    }
    #expect(error?.message.contains(words) == true, "\(text): \(error?.message ?? "")")
    #expect(error?.place?.line == 1, "\(text): \(error?.message ?? "") has no place")
  }

  /// Between templates that run together; markers that trim do not reach over it.
  private static let mark = "\u{1F}-\u{1F}"

  @Test(
    "the expectations are those of a real Go engine",
    .enabled(if: Tool.find("kubectl") != nil, "kubectl is absent"))
  func oracle() throws {
    let kubectl = try #require(Tool.find("kubectl"))
    let folder = try TemporaryFolder()
    try folder.write(TemplateCases.kubeconfig, to: "config")
    func run(_ template: String) throws -> Tool.Result {
      try kubectl.run([
        "config", "view", "--kubeconfig", folder.path("config"), "-o", "go-template=" + template,
      ])
    }
    // One process for all that succeed: no template of theirs defines what another one does.
    let all = try run(TemplateCases.good.map(\.template).joined(separator: Self.mark))
    #expect(all.status == 0, "\(all.errors)")
    let outputs = all.output.split(separator: Self.mark, omittingEmptySubsequences: false)
    #expect(outputs.count == TemplateCases.good.count)
    for ((text, wanted), output) in zip(TemplateCases.good, outputs) {
      #expect(output == wanted, "\(text)")
    }
    for (text, words) in TemplateCases.bad {
      let result = try run(text)
      #expect(
        result.status != 0 && (result.errors + result.output).contains(words),
        "\(text): \(result.errors)\(result.output)")
    }
  }

  @Test("a key that is not there is an error, unless asked for otherwise")
  func missing() throws {
    let template = try GoTemplate("a\n  {{ .kind }} {{ .nope }}")
    let error = #expect(throws: TemplateError.self) { _ = try template.execute(Self.data) }
    #expect(error?.message == "map has no entry for key \"nope\"")
    #expect(error?.place?.line == 2 && error?.place?.column == 18)
    #expect(
      try GoTemplate("{{ if .nope }}a{{ end }}{{ with .nope }}b{{ end }}").execute(Self.data) == [])
  }
}
