import Diagnostics
import Foundation
import Linting
import TestSupport
import Testing

/// Examples of upstream, and trees of ours.
@Suite("Upstream's examples")
struct UpstreamTests {
  private func codes(_ outcome: LintProbe.Outcome) -> String {
    var counts: [String: Int] = [:]
    for finding in outcome.findings { counts[finding.code.description, default: 0] += 1 }
    return counts.sorted { $0.key < $1.key }.map { $0.value > 1 ? "\($0.key)×\($0.value)" : $0.key }
      .joined(separator: " ")
  }

  @Test(
    "each file gets the verdict of the table",
    .enabled(if: Repository.shared("corpus/v1beta1") != nil, "../shared/corpus is absent"),
    arguments: UpstreamVerdicts.table.map(\.path))
  func verdict(path: String) throws {
    let wanted = try #require(UpstreamVerdicts.table.first { $0.path == path }).codes
    let file = try #require(Repository.shared(path))
    let text = try String(contentsOfFile: file, encoding: .utf8)
    let outcome = LintProbe().run(text, path: path)
    #expect(codes(outcome) == wanted, "\(outcome.concise.joined(separator: "\n"))")
  }

  @Test(
    "no file is missing from the table",
    .enabled(if: Repository.shared("corpus/v1beta1") != nil, "../shared/corpus is absent"))
  func complete() throws {
    for folder in ["corpus/v1beta1", "spec/architecture-examples"] {
      let root = try #require(Repository.shared(folder))
      for name in Repository.files(inside: root) where name.hasSuffix("ml") {
        #expect(UpstreamVerdicts.table.contains { $0.path == "\(folder)/\(name)" }, "\(name)")
      }
    }
  }

  @Test("trees that redoubt wrote have no errors and no warnings", arguments: Repository.built)
  func ownTrees(example: String) throws {
    let files = try GoldenTree.files(example).filter { $0.key.hasSuffix(".yaml") }
      .sorted { $0.key < $1.key }
    #expect(!files.isEmpty)
    let texts = files.map { (path: $0.key, text: String(decoding: $0.value, as: UTF8.self)) }
    let faults = LintProbe().run(texts).findings.filter { $0.severity != .note }
    #expect(faults.isEmpty, "\(faults.map { "\($0.code) \($0.message)" })")
  }
}
