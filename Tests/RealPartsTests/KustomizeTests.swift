import TestSupport
import Testing

/// Builds of kustomizations, held against those of the real kubectl.
@Suite(
  "Kustomizations and kubectl",
  .enabled(if: Tool.find("python") != nil && Tool.find("kubectl") != nil, "kubectl is absent"))
struct KustomizeTests {
  private func run(_ script: String, _ arguments: [String] = []) throws {
    let python = try #require(Tool.find("python"))
    let kubectl = try #require(Tool.find("kubectl"))
    let result = try python.run(
      ["-B", Repository.path("Tests/Oracles/\(script)"), Tool.redoubt.path, kubectl.path]
        + arguments)
    #expect(result.status == 0, "\(result.output.suffix(4000))\(result.errors.suffix(2000))")
  }

  @Test("each known behaviour of kustomize is that of redoubt")
  func cases() throws { try run("kustomize_cases.py") }

  @Test("generated layouts give equal objects in equal order, or are refused by both")
  func layouts() throws { try run("kustomize_layouts.py", ["--seed", "40000", "--count", "150"]) }
}
