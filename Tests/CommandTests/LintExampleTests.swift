import TestSupport
import Testing

/// The examples of the linter, in every form of report.
@Suite("Lint examples")
struct LintExampleTests {
  static let reports = [
    ("text", "text.txt"), ("concise", "concise.txt"), ("json", "findings.json"),
    ("sarif", "findings.sarif"), ("github", "github.txt"), ("junit", "junit.xml"),
  ]

  @Test("an example gives the reports that are recorded", arguments: Repository.lintExamples)
  func reports(example: String) throws {
    let folder = try TemporaryFolder()
    let arguments = Self.reports.flatMap {
      ["--format", $0.0, "--output", folder.path($0.1)]
    }
    let result = try Tool.redoubt.run(
      ["lint", "examples/\(example)"] + arguments, folder: Repository.root)
    #expect(result.status == 1)
    #expect(result.output == "", "reports in files leave standard output alone")
    for (_, name) in Self.reports {
      try Golden.expect(
        Array(try folder.read(name).utf8), at: "output/\(example)/\(name)")
    }
  }

  @Test("reports do not depend on the number of jobs", arguments: Repository.lintExamples)
  func jobs(example: String) throws {
    let reports = try ["1", "2", "5"].map { jobs in
      try Tool.redoubt.run(
        ["lint", "examples/\(example)", "--jobs", jobs, "--format", "json"],
        folder: Repository.root
      ).output
    }
    #expect(Set(reports).count == 1)
  }

  @Test(
    "SARIF is what its schema says",
    .enabled(if: Tool.find("python") != nil, "python with pydantic-sarif is absent"),
    arguments: Repository.lintExamples)
  func sarif(example: String) throws {
    let python = try #require(Tool.find("python"))
    let path = Repository.path("output/\(example)/findings.sarif")
    let result = try python.run([Repository.path("Tests/Oracles/sarif_check.py"), path])
    #expect(result.status == 0, "\(result.output)\(result.errors)")
    #expect(result.output.hasPrefix("results: "))
  }

  @Test(
    "JUnit is what its schema says",
    .enabled(if: Tool.find("python") != nil, "python with xmlschema is absent"),
    arguments: Repository.lintExamples)
  func junit(example: String) throws {
    let python = try #require(Tool.find("python"))
    let path = Repository.path("output/\(example)/junit.xml")
    let result = try python.run([Repository.path("Tests/Oracles/junit_check.py"), path])
    #expect(result.status == 0, "\(result.output)\(result.errors)")
  }
}
