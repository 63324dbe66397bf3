import Diagnostics
import Linting
import TestSupport
import Testing
import YAMLSyntax

/// Runs the examples of every lint rule: one suite for all of them.
@Suite("Lint rules and their examples")
struct LintRuleExampleTests {
  static let rules = AllLintRules.all

  private func findings(
    _ example: RuleInfo.Example, _ rule: any LintRule
  ) throws -> [Diagnostic] {
    let parsed = ParsedText(example.text, path: "example.yaml")
    #expect(parsed.concise == "", "the example is no YAML")
    var input = LintInput()
    var bag = DiagnosticBag()
    input.add(parsed.stream, into: &bag)
    #expect(!bag.hasErrors, "the example does not decode: \(bag.diagnostics.map(\.message))")
    return LintRunner.run(input, rules: [rule]).diagnostics
  }

  @Test(
    "a rule fires on each of its bad examples, with place, object and way out",
    arguments: rules.indices)
  func bad(index: Int) throws {
    let rule = Self.rules[index]
    let info = type(of: rule).info
    #expect(!info.bad.isEmpty)
    for example in info.bad {
      let findings = try findings(example, rule)
      #expect(!findings.isEmpty, "\(info.code) is silent on \(example.text)")
      for finding in findings {
        #expect(finding.code == info.code)
        #expect(finding.primary != nil, "\(finding.message) has no place")
        #expect(finding.help != nil, "\(finding.message) has no way out")
        #expect(finding.resource?.name.isEmpty == false)
      }
    }
  }

  @Test("a rule is silent on its good examples", arguments: rules.indices)
  func good(index: Int) throws {
    let rule = Self.rules[index]
    let info = type(of: rule).info
    #expect(!info.good.isEmpty)
    for example in info.good {
      #expect(try findings(example, rule).isEmpty, "\(info.code) on \(example.text)")
    }
  }

  @Test("every rule says what, why and from where")
  func texts() {
    for info in AllLintRules.infos {
      #expect(!info.summary.isEmpty && !info.why.isEmpty && !info.source.isEmpty)
      #expect(info.summary.hasSuffix(".") && info.why.hasSuffix("."), "\(info.code)")
    }
  }
}
