import Diagnostics
import Linting
import Schema
import TestSupport
import Testing
import YAMLSyntax

/// Runs the examples of every finding of the linter through the whole of it: one suite for all.
@Suite("Lint rules and their examples")
struct LintRuleExampleTests {
  /// Findings whose examples are YAML alone; a baseline and a configuration have tests of their own.
  static let infos = (AllLintRules.infos + RuleInfo.schemaRules).filter { info in
    ![RuleInfo.unusedBaseline, .invalidConfiguration].contains { $0.code == info.code }
  }

  /// A run with the settings that the options of some rules need.
  private func run(_ text: String) -> LintProbe.Outcome {
    var probe = LintProbe()
    probe.configuration.registries = ["registry.example.com/"]
    return probe.run(text)
  }

  /// Lines that end in `# here`, from 1; those behind a line `# here, in the next line`.
  private func marked(_ text: String) -> [Int] {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.indices.compactMap { index in
      if lines[index].hasPrefix("# here, in the next line") { return index + 2 }
      return lines[index].hasSuffix("# here") ? index + 1 : nil
    }
  }

  @Test(
    "a rule fires at the marked places of its bad examples, and there only",
    arguments: infos.map(\.code.description))
  func bad(code: String) throws {
    let info = try #require(Self.infos.first { $0.code.description == code })
    #expect(!info.bad.isEmpty, "\(info.code) has no bad example")
    for example in info.bad {
      let outcome = run(example.text)
      #expect(
        Set(outcome.lines(code)) == Set(marked(example.text)),
        "\(code): \(outcome.concise.joined(separator: "\n"))")
      for finding in outcome.findings where finding.code == info.code {
        #expect(finding.primary != nil, "\(finding.message) has no place")
        #expect(finding.help != nil, "\(finding.message) has no way out")
      }
      #expect(outcome.lines(code).count == marked(example.text).count, "\(code) repeats itself")
    }
  }

  @Test("a rule is silent on its good examples", arguments: infos.map(\.code.description))
  func good(code: String) throws {
    let info = try #require(Self.infos.first { $0.code.description == code })
    #expect(!info.good.isEmpty, "\(info.code) has no good example")
    for example in info.good {
      let outcome = run(example.text)
      #expect(
        outcome.lines(info.code.description).isEmpty,
        "\(info.code): \(outcome.concise.joined(separator: "\n"))")
    }
  }

  @Test(
    "a safe fix makes its rule silent, and what it leaves is YAML",
    arguments: infos.map(\.code.description))
  func fixes(code: String) throws {
    let info = try #require(Self.infos.first { $0.code.description == code })
    for example in info.bad {
      let outcome = run(example.text)
      let own = outcome.findings.filter { finding in
        finding.code == info.code && finding.fixes.contains { $0.applicability == .safe }
      }
      guard !own.isEmpty else { continue }
      let file = try #require(outcome.sources.files.first)
      let fixed = try #require(SafeFixes.apply(own, to: file), "\(info.code) fixes nothing")
      let text = String(decoding: fixed.bytes, as: UTF8.self)
      let after = run(text)
      #expect(after.findings.allSatisfy { $0.code.area != .yaml }, "\(text)")
      #expect(
        after.lines(info.code.description).count == outcome.lines(info.code.description).count
          - fixed.count, "\(info.code) fires on its own fix:\n\(text)")
    }
  }

  @Test("every rule says what, why and from where")
  func texts() {
    for info in AllLintRules.infos + RuleInfo.schemaRules {
      #expect(!info.summary.isEmpty && !info.why.isEmpty && !info.sources.isEmpty)
      #expect(info.summary.hasSuffix(".") && info.why.hasSuffix("."), "\(info.code)")
    }
  }

  @Test("no two findings of the linter share a code or a name")
  func codes() {
    let all = AllLintRules.infos + RuleInfo.schemaRules
    #expect(Set(all.map(\.code)).count == all.count)
    #expect(Set(all.map(\.name)).count == all.count)
  }

  @Test("every rule of a folder is in the list of rules")
  func listed() throws {
    let names = Set(
      (AllLintRules.all.map { "\(type(of: $0))" } + AllLintRules.objects.map { "\(type(of: $0))" }
        + AllLintRules.pods.map { "\(type(of: $0))" }
        + AllLintRules.graph.map { "\(type(of: $0))" }))
    let files = Repository.files(below: "Sources/Linting/Rules")
    #expect(files.count > 90)
    for file in files {
      let name = String(file.split(separator: "/").last?.dropLast(6) ?? "")
      #expect(names.contains(name), "\(file) is not in AllLintRules")
    }
  }
}
