import Diagnostics
import TestSupport
import Testing
import TopologyChecks
import TopologyModel
import YAMLSyntax

/// Runs the examples of every rule about changes: each builds the overlays before it, oldest first.
@Suite("Transition rules and their examples")
struct TransitionExampleTests {
  static let rules = AllRules.transitions

  private func topology(_ overlay: String) throws -> Topology {
    let parsed = ParsedText(overlay, path: "example.yaml")
    #expect(parsed.concise == "", "the example is no YAML")
    let document = BaseTopology.document(over: parsed.root)
    var sources = SourceMap()
    var bag = DiagnosticBag()
    let file = sources.add(path: "topology.yaml", bytes: YAMLPrinter.print(document))
    let loaded = TopologyLoader.load(YAMLParser().parse(file, into: &bag), into: &bag)
    let problems = ConciseRenderer().render(
      bag.sorted, sources: sources, summary: RunSummary(files: 1, documents: 1))
    #expect(problems == "", "the example does not load")
    return try #require(loaded.topology)
  }

  private func findings(
    _ example: RuleInfo.Example, _ rule: any TransitionRule
  ) throws -> [Diagnostic] {
    var lock: TopologyLock?
    for text in example.previous {
      let topology = try topology(text)
      if let previous = lock {
        let change = try #require(TopologyChange(topology, after: previous))
        guard let next = change.lock else {
          Issue.record("\(text) does not follow: \(change.after)")
          return []
        }
        lock = next
      } else {
        lock = .following(nil, topology, DeploymentState(initial: topology))
      }
    }
    let before = try #require(lock)
    let after = try topology(example.text)
    let change = try #require(TopologyChange(after, after: before))
    var findings = Findings()
    rule.check(change, into: &findings)
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

  @Test("a rule is silent on its good examples", arguments: rules.indices)
  func good(index: Int) throws {
    let rule = Self.rules[index]
    let info = type(of: rule).info
    #expect(!info.good.isEmpty)
    for example in info.good {
      #expect(try findings(example, rule).isEmpty, "\(info.code) on \(example.text)")
    }
  }
}
