import Diagnostics
import Kustomization
import TestSupport
import Testing
import YAMLSyntax

/// What a build remembers, and what it says.
@Suite("Rendering")
struct RenderingTests {
  private struct Built {
    let rendering: Rendering
    let sources: SourceMap

    /// `path:line` of a node.
    func place(_ node: YAMLNode?) throws -> String {
      let span = try #require(node?.span)
      let file = try #require(sources[span.file])
      return "\(file.path):\(LineIndex(file.bytes).position(at: Int(span.start)).line)"
    }

    var codes: [String] { rendering.faults.diagnostics.map(\.code.description) }
  }

  private func build(_ folder: String, _ files: [String: String]) -> Built {
    let tree = MemoryTree(files)
    return Built(rendering: Rendering.build(folder, in: tree), sources: tree.sources)
  }

  private let deployment = """
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: web}
    spec:
      replicas: 1
      template:
        spec:
          containers:
          - name: main
            image: nginx:1
            env:
            - {name: A, value: x}
    """

  @Test("every node keeps the line of the file that gave it its value")
  func origins() throws {
    let built = build(
      "prod",
      [
        "base/kustomization.yaml": "resources: [web.yaml]\n", "base/web.yaml": deployment,
        "prod/kustomization.yaml": """
        resources: [../base]
        namespace: prod
        images:
        - name: nginx
          newTag: "2"
        patches:
        - path: env.yaml
        - target: {kind: Deployment}
          patch: |
            - op: replace
              path: /spec/replicas
              value: 3
        """,
        "prod/env.yaml": """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web}
        spec:
          template:
            spec:
              containers:
              - name: main
                env:
                - name: A
                  value: y
        """,
      ])
    #expect(built.rendering.faults.diagnostics.isEmpty)
    let root = try #require(built.rendering.resources.first?.root)
    let container = try #require(root.at("spec", "template", "spec", "containers")?.items?.first)
    #expect(try built.place(root.at("spec", "replicas")) == "prod/kustomization.yaml:12")
    #expect(try built.place(root.at("metadata", "namespace")) == "prod/kustomization.yaml:2")
    #expect(try built.place(container["image"]) == "prod/kustomization.yaml:4")
    #expect(try built.place(container["env"]?.items?.first?["value"]) == "prod/env.yaml:11")
    #expect(try built.place(container["name"]).hasSuffix(":8"))
    #expect(try built.place(root["kind"]) == "base/web.yaml:2")
  }

  @Test("several faults of one build are reported together, each at its line")
  func faults() throws {
    let built = build(
      "",
      [
        "kustomization.yaml": """
        resources:
        - missing.yaml
        - web.yaml
        replicas: [{name: none, count: 2}]
        patches:
        - target: {kind: StatefulSet}
          patch: |
            - {op: remove, path: /spec}
        """,
        "web.yaml": deployment,
      ])
    #expect(built.codes.sorted() == ["KUS003", "KUS009", "KUS010"])
    let lines = try built.rendering.faults.sorted.map { fault in
      let span = try #require(fault.primary?.span)
      let file = try #require(built.sources[span.file])
      return LineIndex(file.bytes).position(at: Int(span.start)).line
    }
    #expect(lines == [2, 4, 7])
  }

  @Test("what is not built is named, and the rest is built")
  func foreign() throws {
    let built = build(
      "",
      [
        "kustomization.yaml": """
        resources: [web.yaml, "https://example.net/a.yaml"]
        helmCharts: [{name: shop, repo: "https://example.net"}]
        """,
        "web.yaml": deployment,
      ])
    #expect(built.codes == ["KUS015", "KUS015"])
    #expect(built.rendering.isOpen)
    #expect(built.rendering.resources.count == 1)
  }

  @Test("a hash follows the data alone")
  func hash() throws {
    func name(_ generator: String, _ extra: String = "") throws -> String {
      let built = build(
        "", ["kustomization.yaml": "\(generator):\n- name: x\n\(extra)", "b.txt": "l1\nl2\n"])
      return try #require(built.rendering.resources.first?.id.name)
    }
    #expect(try name("configMapGenerator", "  literals: [a=b]") == "x-4h2mbtbbt6")
    #expect(try name("configMapGenerator") == "x-6ct58987ht")
    #expect(try name("configMapGenerator", "  literals: ['k=<&>']") == "x-8gm4tgm94f")
    #expect(try name("configMapGenerator", "  files: [m.txt=b.txt]") == "x-mtc26f6ddh")
    #expect(try name("secretGenerator", "  literals: [a=b]") == "x-k695gkmbtk")
    #expect(try name("secretGenerator", "  type: foo/bar\n  literals: [a=b]") == "x-49gkcg448h")
  }

  @Test("remote entries are told from paths")
  func remotes() {
    for entry in [
      "https://github.com/a/b", "github.com/a/b", "git@github.com:a/b.git", "ssh://host/a/b",
      "git::https://host/a", "https://example.net/install.yaml",
    ] {
      #expect(TreePath.isRemote(entry), "\(entry)")
    }
    for entry in ["base", "../base", "a.yaml", "github.com", "apps/v1/web", "./github.com-mirror"] {
      #expect(!TreePath.isRemote(entry), "\(entry)")
    }
  }

  @Test("paths lose dots, and keep those that leave the tree")
  func paths() {
    #expect(TreePath.join("a/b", "../c/./d") == "a/c/d")
    #expect(TreePath.join("", "../c") == "../c")
    #expect(TreePath.join("/a", "/b/../c") == "/c")
    #expect(TreePath.isInside("/a/b", "/a") && !TreePath.isInside("/ab", "/a"))
  }
}
