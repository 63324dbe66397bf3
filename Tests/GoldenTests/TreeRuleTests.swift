import Diagnostics
import Foundation
import Linting
import Pipeline
import ProxySyntax
import TestSupport
import Testing
import YAMLSyntax

/// Rules over trees: each fires on its changes of the base topology's tree, as `lint` reads it, and none
/// on a tree of ours.
@Suite("Rules over trees")
struct TreeRuleTests {
  private static let topology = YAMLPrinter.print(BaseTopology.document(over: nil))

  /// The plan of the base topology's tree.
  private func base() async throws -> FilePlan {
    var sources = SourceMap()
    let file = sources.add(path: "topology.yaml", bytes: Self.topology)
    return try #require(await CompilerPipeline().compile(file).plan)
  }

  /// `tree` with a change: `# path`, then an overlay of the object there, a new file, or pairs of lines
  /// `- old` and `+ new`.
  private func apply(
    _ change: String, to tree: [String: [UInt8]]
  ) throws -> (path: String, tree: [String: [UInt8]]) {
    let parts = change.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
    let path = String(parts[0].dropFirst(2))
    let body = String(parts[1])
    var tree = tree
    if let old = tree[path], path.hasSuffix(".yaml") {
      let overlay = try #require(ParsedText(body, path: "example.yaml").root)
      let node = try #require(ParsedText(old, path: path).root)
      tree[path] = YAMLPrinter.print(YAMLOverlay.apply(overlay, over: node))
    } else if let old = tree[path], body.hasPrefix("- ") {
      var text = String(decoding: old, as: UTF8.self)
      for pair in body.dropFirst(2).components(separatedBy: "\n- ") {
        let sides = pair.components(separatedBy: "\n+ ")
        #expect(sides.count == 2 && text.contains(sides[0]), "\(pair) changes nothing")
        text = text.replacingOccurrences(of: sides[0], with: sides[1])
      }
      tree[path] = Array(text.utf8)
    } else {
      tree[path] = Array(body.utf8)
    }
    return (path, tree)
  }

  /// What `lint` finds in a tree that lies in the directory `tree`.
  private func lint(_ files: [String: [UInt8]], _ plan: FilePlan) async throws -> LintOutcome {
    let paths = files.keys.sorted()
    var lint = LintPlan { file in files[String(file.path.dropFirst("tree/".count))] ?? [] }
    lint.files = paths.filter { $0.hasSuffix(".yaml") }.map { LintFile(path: "tree/\($0)") }
    let others = paths.filter(TreeFile.isRead).map { LintFile(path: "tree/\($0)") }
    let position = lint.files.count
    lint.trees = [
      LintTree(
        root: "tree", isWhole: true, others: others, position: position,
        topology: SourceFile(
          position: position + others.count, path: "topology.yaml", bytes: Self.topology),
        sources: Dictionary(
          uniqueKeysWithValues: plan.files.compactMap { file in
            file.source.map { (file.path, $0) }
          }))
    ]
    return try await LintRun(lint).run(jobs: 1)
  }

  @Test("lint finds each change of a built tree, at a line of the changed file")
  func bad() async throws {
    let plan = try await base()
    let tree = Dictionary(uniqueKeysWithValues: plan.files.map { ($0.path, $0.bytes) })
    for rule in AllTreeRules.all {
      #expect(!rule.info.bad.isEmpty)
      for example in rule.info.bad {
        let (path, changed) = try apply(example.text, to: tree)
        let outcome = try await lint(changed, plan)
        let findings = outcome.findings.diagnostics.filter { $0.code == rule.info.code }
        #expect(!findings.isEmpty, "\(rule.info.code) is silent on \(example.text)")
        for finding in findings {
          let place = finding.primary.flatMap { outcome.sources[$0.span.file] }
          #expect(place != nil, "\(finding.code) has no place for \(path)")
          let cause = finding.secondary.contains {
            outcome.sources[$0.span.file]?.path == "topology.yaml"
          }
          let isOurs = place.map { tree[String($0.path.dropFirst(5))] != nil } ?? false
          #expect(cause == isOurs, "\(finding.code) does not name its cause in the topology")
        }
      }
    }
  }

  @Test("no rule over trees finds anything in a tree of ours", arguments: Examples.good)
  func good(example: String) throws {
    var sources = SourceMap()
    let files = try GoldenTree.files(example).sorted { $0.key < $1.key }
      .compactMap { path, bytes -> TreeFile? in
        let file = sources.add(path: path, bytes: bytes)
        guard path.hasSuffix(".yaml") else { return TreeFile(reading: file, path: path) }
        guard !path.hasSuffix("kustomization.yaml"),
          let root = ParsedText(bytes, path: path).root
        else { return nil }
        return TreeFile(path: path, content: .object(root), span: root.span)
      }
    #expect(files.contains { $0.path.hasPrefix("runbooks/") })
    let findings = AllTreeRules.findings(in: GitOpsTree(files, .read))
    #expect(findings.isEmpty, "\(findings.map { "\($0.code) \($0.message)" })")
  }

  private static func print(_ file: TreeFile) -> [UInt8] {
    switch file.content {
    case .haproxy(let configuration): HAProxyPrinter.print(configuration)
    case .nginx(let configuration): NGINXPrinter.print(configuration)
    case .keepalived(let configuration): KeepalivedPrinter.print(configuration)
    case .object, .text: []
    }
  }

  @Test("what lint reads of a proxy configuration is what build printed", arguments: Examples.good)
  func proxies(example: String) throws {
    var sources = SourceMap()
    for (path, bytes) in try GoldenTree.files(example).sorted(by: { $0.key < $1.key })
    where path.hasPrefix("lb/") && TreeFile.isRead(path) {
      let file = sources.add(path: path, bytes: bytes)
      let printed = Self.print(try #require(TreeFile(reading: file, path: path)))
      func words(_ bytes: [UInt8]) -> [String] {
        String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
          .filter { !$0.trimmingCharacters(in: .whitespaces).hasPrefix("#") }
      }
      #expect(words(printed) == words(bytes), "\(path)")
    }
  }
}
