import Diagnostics
import Pipeline
import TestSupport
import Testing

/// A lint run needs no disk: bytes come from a closure.
@Suite("Lint run")
struct LintRunTests {
  private static let deployment = """
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: web, namespace: apps}
    spec:
      replicas: two
      selector: {matchLabels: {app: web}}
      template:
        metadata: {labels: {app: web}}
        spec: {containers: [{name: web, image: "registry.example.com/web:1.4"}]}

    """

  private func plan(_ files: [String: String]) -> LintPlan {
    var plan = LintPlan { file in Array((files[file.path] ?? "").utf8) }
    plan.files = files.keys.sorted().map { LintFile(path: $0) }
    plan.paths = plan.files.map(\.path)
    return plan
  }

  @Test("findings do not depend on the number of jobs")
  func jobs() async throws {
    var files: [String: String] = [:]
    for number in 0..<9 { files["\(number).yaml"] = Self.deployment }
    let one = try await LintRun(plan(files)).run(jobs: 1)
    let four = try await LintRun(plan(files)).run(jobs: 4)
    #expect(one.findings.sorted == four.findings.sorted)
    #expect(one.summary.files == 9 && one.findings.count(of: .error) >= 9)
  }

  @Test("a file that cannot be read ends the run with its error")
  func unreadable() async {
    struct Gone: Error {}
    var plan = LintPlan { _ in throw Gone() }
    plan.files = [LintFile(path: "a.yaml")]
    await #expect(throws: Gone.self) { try await LintRun(plan).run(jobs: 2) }
  }

  @Test("nothing to check is a finding, unless the plan allows it")
  func nothing() async throws {
    var plan = plan([:])
    #expect(try await LintRun(plan).run(jobs: 1).fails(plan))
    plan.allowsNothing = true
    #expect(try await LintRun(plan).run(jobs: 1).fails(plan) == false)
  }

  @Test("a safe fix is an edit of its file")
  func fixes() async throws {
    let text = Self.deployment.replacing("replicas: two", with: "replicas: \"2\"")
    let plan = plan(["a.yaml": text])
    let outcome = try await LintRun(plan).run(jobs: 1)
    let edits = LintFixes.edits(outcome, plan)
    #expect(edits.map(\.file.path) == ["a.yaml"])
    let edited = edits.first.map { String(decoding: $0.new, as: UTF8.self) }
    #expect(edited?.contains("replicas: 2") == true)
  }
}
