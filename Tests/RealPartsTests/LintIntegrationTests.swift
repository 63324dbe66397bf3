import TestSupport
import Testing

/// The linter where other programs call it.
@Suite("The linter in other programs")
struct LintIntegrationTests {
  private let bad =
    "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, namespace: b}\ndata: {x: 3}\n"

  /// Folder of the program, to be put on a search path.
  private var folder: String {
    String(Tool.redoubt.path.prefix { _ in true }.dropLast("/redoubt".count))
  }

  @Test(
    "pre-commit runs the hook and fails on findings",
    .enabled(
      if: Tool.find("pre-commit") != nil && Tool.find("git") != nil,
      "pre-commit or git is absent"))
  func preCommit() throws {
    let hook = try #require(Tool.find("pre-commit"))
    let git = try #require(Tool.find("git"))
    let work = try TemporaryFolder()
    try work.write(bad, to: "a.yaml")
    try work.write(
      "repos:\n- repo: local\n  hooks:\n"
        + String(
          decoding: try Repository.bytes(".pre-commit-hooks.yaml"), as: UTF8.self
        ).split(separator: "\n").filter { !$0.hasPrefix("#") }.map { "  \($0)" }
        .joined(separator: "\n") + "\n", to: ".pre-commit-config.yaml")
    try git.run(["init", "-q", "."], folder: work.root)
    try git.run(["add", "."], folder: work.root)
    let environment = [
      "PATH": "\(folder):/usr/bin:/bin", "PRE_COMMIT_HOME": work.path(".cache"),
    ]
    let failed = try hook.run(
      ["run", "redoubt-lint-system", "--all-files"], environment: environment, folder: work.root)
    #expect(failed.status == 1 && failed.output.contains("error[SCH005]"), "\(failed.output)")
    try work.write(bad.replacing("3", with: "'3'"), to: "a.yaml")
    try git.run(["add", "."], folder: work.root)
    let passed = try hook.run(
      ["run", "redoubt-lint-system", "--all-files"], environment: environment, folder: work.root)
    #expect(passed.status == 0, "\(passed.output)\(passed.errors)")
  }

  @Test("the GitHub Action annotates, writes SARIF and ends with the status of the linter")
  func action() throws {
    let bash = try #require(Tool.find("bash"))
    let work = try TemporaryFolder()
    try work.write(bad, to: "one/a.yaml")
    try work.write("name: x\n", to: "two/b.yaml")
    let result = try bash.run(
      [Repository.path("deploy/github-action/run.sh")],
      environment: [
        "REDOUBT_BINARY": Tool.redoubt.path, "REDOUBT_PATHS": "one two",
        "REDOUBT_ARGUMENTS": "--strict --jobs 1", "GITHUB_OUTPUT": work.path("out"),
      ], folder: work.root)
    #expect(result.status == 1)
    #expect(
      result.output.hasPrefix("::error file=one/a.yaml,line=4,col=11,endColumn=12,title=SCH005::"),
      "\(result.output)\(result.errors)")
    #expect(try work.read("out") == "sarif=redoubt.sarif\n")
    #expect(try work.read("redoubt.sarif").contains("\"uri\":\"one/a.yaml\""))
  }
}
