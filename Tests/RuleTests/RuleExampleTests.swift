import Diagnostics
import TestSupport
import Testing
import TopologyChecks
import TopologyModel
import YAMLSyntax

/// Runs the examples of every rule: one suite for all of them.
@Suite("Rules and their examples")
struct RuleExampleTests {
  static let rules = AllRules.topology

  private func findings(
    _ example: RuleInfo.Example?, _ rule: any TopologyRule
  ) throws -> [Diagnostic] {
    let overlay = example.map { ParsedText($0.text, path: "example.yaml") }
    if let overlay { #expect(overlay.concise == "", "the example is no YAML") }
    let document = BaseTopology.document(over: overlay?.root)
    var sources = SourceMap()
    let text = YAMLPrinter.print(document)
    var bag = DiagnosticBag()
    let stream = YAMLParser().parse(sources.add(path: "topology.yaml", bytes: text), into: &bag)
    let loaded = TopologyLoader.load(stream, into: &bag)
    let problems = ConciseRenderer().render(
      bag.sorted, sources: sources, summary: RunSummary(files: 1, documents: 1))
    #expect(problems == "", "the example does not load")
    let topology = try #require(loaded.topology)
    var findings = Findings()
    rule.check(topology, into: &findings)
    return findings.diagnostics
  }

  @Test(
    "a rule fires on each of its bad examples, with a place and a way out", arguments: rules.indices
  )
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
      }
    }
  }

  @Test("a rule is silent on its good examples and on the base topology", arguments: rules.indices)
  func good(index: Int) throws {
    let rule = Self.rules[index]
    let info = type(of: rule).info
    #expect(!info.good.isEmpty)
    for example in [nil] + info.good.map(Optional.some) {
      #expect(try findings(example, rule).isEmpty, "\(info.code) on \(example?.text ?? "the base")")
    }
  }

  @Test("every rule says what, why and from where")
  func texts() {
    for info in AllRules.infos {
      #expect(!info.summary.isEmpty && !info.why.isEmpty && !info.sources.isEmpty)
      #expect(info.summary.hasSuffix(".") && info.why.hasSuffix("."), "\(info.code)")
    }
  }
}
