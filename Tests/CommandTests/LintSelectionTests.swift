import TestSupport
import Testing

/// The options of `redoubt lint` that choose findings.
@Suite("redoubt lint selections")
struct LintSelectionTests {
  /// One error, and a note.
  private static let text = """
    apiVersion: v1
    kind: Service
    metadata: {name: web, namespace: apps}
    spec: {ports: [{port: 80}], type: NodePort, sessionAfinity: None}

    """

  private func lint(_ arguments: String...) throws -> Tool.Result {
    let folder = try TemporaryFolder()
    try folder.write(Self.text, to: "web.yaml")
    return try Tool.redoubt.run(["lint", "web.yaml"] + arguments, folder: folder.root)
  }

  @Test(
    "codes are selected and ignored by their beginning, and only what is reported can fail the run")
  func codes() throws {
    let all = try lint("--format", "concise")
    #expect(all.status == 1 && all.output.contains("[SCH003]") && all.output.contains("[K8S4"))
    let selected = try lint("--select", "k8s4", "--format", "concise")
    #expect(selected.status == 0 && !selected.output.contains("SCH"))
    let ignored = try lint("--ignore", "K8S4,K8S1", "--format", "concise")
    #expect(ignored.status == 1 && !ignored.output.contains("K8S4"))
    #expect(try lint("--select", "X9").status == 2)
  }

  @Test("severities decide what is reported and what fails")
  func severities() throws {
    let errors = try lint("--min-severity", "error", "--format", "concise")
    #expect(errors.output.split(separator: "\n").count == 1)
    #expect(try lint("--ignore", "SCH", "--fail-on", "note").status == 1)
    #expect(try lint("--exit-zero").status == 0)
    #expect(try lint("--exit-zero", "--fail-on", "note").status == 2)
  }

  @Test("statistics name each code once, with its first place")
  func statistics() throws {
    let result = try lint("--statistics", "--select", "SCH003")
    #expect(
      result.output
        == "1  SCH003  error  unknown-object-field  web.yaml:4\n\n1 error in 1 file (1 document)\n")
    #expect(result.status == 1)
  }

  @Test("excluded files are not read")
  func exclude() throws {
    #expect(try lint("--exclude", "web.*", "--allow-empty").status == 0)
  }
}
