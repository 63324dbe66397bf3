import TestSupport
import Testing

/// The ways in which `redoubt render` is called.
@Suite("redoubt render")
struct RenderCommandTests {
  private static let settings =
    "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\ndata: {mode: slow}\n"

  /// A base and two overlays.
  private func world(_ extra: [String: String] = [:]) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    var files = [
      "base/kustomization.yaml":
        "resources: [settings.yaml]\nconfigMapGenerator: [{name: made, literals: [a=b]}]\n",
      "base/settings.yaml": Self.settings,
      "dev/kustomization.yaml": "resources: [../base]\n",
      "prod/kustomization.yaml": """
      resources: [../base]
      configMapGenerator: [{name: made, behavior: merge, literals: [a=c]}]
      patches:
      - target: {name: settings}
        patch: |
          - {op: replace, path: /data/mode, value: fast}

      """,
    ]
    files.merge(extra) { $1 }
    for path in files.keys.sorted() { try folder.write(files[path] ?? "", to: path) }
    return folder
  }

  private func render(_ folder: TemporaryFolder, _ arguments: String...) throws -> Tool.Result {
    try Tool.redoubt.run(["render"] + arguments, folder: folder.root)
  }

  @Test("objects go to standard output, with the lines that they come from on request")
  func origin() throws {
    let folder = try world()
    let plain = try render(folder, "prod")
    #expect(plain.status == 0 && plain.errors.isEmpty)
    #expect(plain.output.hasPrefix("apiVersion: v1\ndata:\n  a: c\nkind: ConfigMap\n"))
    #expect(plain.output.contains("\n---\n") && plain.output.contains("mode: fast"))
    let origins = try render(folder, "prod", "--origin").output
    #expect(origins.contains("# base/settings.yaml:1\n# prod/kustomization.yaml:6\n"))
  }

  @Test("two directories are compared object by object, whatever the hashes are")
  func difference() throws {
    let folder = try world()
    let result = try render(folder, "dev", "--diff", "prod")
    #expect(result.status == 1)
    #expect(
      result.output.contains("--- dev v1 ConfigMap made\n+++ prod v1 ConfigMap made\n"))
    #expect(result.output.contains("-  mode: slow\n+  mode: fast\n"))
    let same = try render(folder, "dev", "--diff", "base")
    #expect(same.status == 0 && same.output.isEmpty)
  }

  @Test("a refused build prints no object, and every fault with its place")
  func refused() throws {
    let folder = try world([
      "broken/kustomization.yaml": "resources: [../base, none.yaml]\nnameprefx: x\n"
    ])
    let result = try render(folder, "broken")
    #expect(result.status == 1 && result.output.isEmpty)
    #expect(result.errors.contains("error[KUS001]: unknown field `nameprefx`"))
    #expect(result.errors.contains("broken/kustomization.yaml:2:1"))
    let empty = try render(folder, "nowhere")
    #expect(empty.status == 1 && empty.errors.contains("KUS002"))
  }

  @Test("an incomplete build prints what there is, and says so by its exit code")
  func incomplete() throws {
    let folder = try world([
      "open/kustomization.yaml": "resources: [../base, \"https://example.net/a.yaml\"]\n"
    ])
    let result = try render(folder, "open")
    #expect(result.status == 1 && result.output.contains("mode: slow"))
    #expect(result.errors.contains("KUS015"))
  }

  @Test("files outside the directory are refused unless that is permitted")
  func restrictor() throws {
    let folder = try world(["out/kustomization.yaml": "resources: [../base/settings.yaml]\n"])
    #expect(try render(folder, "out").errors.contains("KUS004"))
    let free = try render(folder, "out", "--load-restrictor", "LoadRestrictionsNone")
    #expect(free.status == 0 && free.output.contains("mode: slow"))
  }

  @Test(
    "arguments that make no sense are refused",
    arguments: [["--origin", "--diff", "x"], ["a", "b"]])
  func usage(arguments: [String]) throws {
    #expect(try Tool.redoubt.run(["render"] + arguments).status == 2)
  }
}
