import Diagnostics
import Foundation
import Pipeline
import TestSupport
import Testing
import TopologyChecks
import YAMLSyntax

/// Rules over the output: each fires on its changes of the base topology's tree, and none on a tree of
/// ours.
@Suite("Rules over the output")
struct OutputRuleTests {
  static let rules = AllOutputRules.all

  /// A tree by its paths.
  private static func files(of plan: FilePlan) -> [OutputFile] {
    plan.files.compactMap { file($0.path, $0.bytes, isObject: $0.kind != nil) }
  }

  private static func file(_ path: String, _ bytes: [UInt8], isObject: Bool) -> OutputFile? {
    if isObject, let root = ParsedText(bytes, path: path).root {
      return OutputFile(path: path, content: .object(root))
    }
    guard path.hasSuffix(".cfg") || path.hasSuffix(".conf") || path.hasSuffix(".md") else {
      return nil
    }
    return OutputFile(path: path, content: .lines(lines(String(decoding: bytes, as: UTF8.self))))
  }

  private static func lines(_ text: String) -> [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  private func base() async throws -> [OutputFile] {
    var sources = SourceMap()
    let text = YAMLPrinter.print(BaseTopology.document(over: nil))
    let file = sources.add(path: "topology.yaml", bytes: text)
    return Self.files(of: try #require(await CompilerPipeline().compile(file).plan))
  }

  /// `tree` with a change: `# path`, then an overlay of the object there, a new file, or pairs of lines
  /// `- old` and `+ new`.
  private func apply(_ change: String, to tree: [OutputFile]) throws -> OutputTree {
    let parts = change.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
    let path = String(parts[0].dropFirst(2))
    let body = String(parts[1])
    var tree = tree
    let index = tree.firstIndex { $0.path == path }
    let new: OutputFile
    switch index.map({ tree[$0].content }) {
    case .object(let node):
      let overlay = try #require(ParsedText(body, path: "example.yaml").root)
      new = OutputFile(path: path, content: .object(YAMLOverlay.apply(overlay, over: node)))
    case .lines(let old) where body.hasPrefix("- "):
      var text = old.joined(separator: "\n")
      for pair in body.dropFirst(2).components(separatedBy: "\n- ") {
        let sides = pair.components(separatedBy: "\n+ ")
        #expect(sides.count == 2 && text.contains(sides[0]), "\(pair) changes nothing")
        text = text.replacingOccurrences(of: sides[0], with: sides[1])
      }
      new = OutputFile(path: path, content: .lines(Self.lines(text)))
    default:
      new = try #require(
        Self.file(path, Array(body.utf8), isObject: path.hasSuffix(".yaml")), "\(path)")
    }
    if let index { tree[index] = new } else { tree.append(new) }
    return OutputTree(tree)
  }

  @Test("a rule fires on each of its changes, and says where")
  func bad() async throws {
    let base = try await base()
    for rule in Self.rules {
      #expect(!rule.info.bad.isEmpty)
      for example in rule.info.bad {
        let findings = rule.check(try apply(example.text, to: base))
        #expect(!findings.isEmpty, "\(rule.info.code) is silent on \(example.text)")
        #expect(findings.allSatisfy { $0.code == rule.info.code })
      }
    }
  }

  @Test("no rule finds anything in a tree of ours", arguments: Examples.good)
  func good(example: String) throws {
    let files = try GoldenTree.files(example).sorted { $0.key < $1.key }.filter {
      !$0.key.hasPrefix("secrets/") && !$0.key.hasSuffix("kustomization.yaml")
    }
    let tree = OutputTree(
      files.compactMap {
        Self.file($0.key, $0.value, isObject: $0.key.hasSuffix(".yaml"))
      })
    let findings = AllOutputRules.run(tree).map { "\($0.code) \($0.message)" }
    #expect(findings.isEmpty, "\(findings.joined(separator: "\n"))")
  }
}
