import Diagnostics
import FuzzSupport
import Linting
import Schema
import YAMLSyntax

/// Puts broken documents through parsing, linting, fixing and every report; see ``FuzzSupport/FuzzRun``.
@main
struct DocumentFuzzing: FuzzTarget {
  static let name = "redoubt-fuzz"
  static let mostMegabytes = 300

  private var mutator: Mutator
  private var totals = Trial.Totals()

  /// Begins with the files, and with the examples of every rule.
  init(seed: UInt64, files: [[UInt8]]) {
    let examples = (AllLintRules.infos + RuleInfo.schemaRules).flatMap { $0.bad + $0.good }
    mutator = Mutator(
      seed: seed, seeds: examples.map { Array($0.text.utf8) } + files, tokens: YAMLTokens.all)
  }

  mutating func next() -> [UInt8] { mutator.next() }

  mutating func problem(with input: [UInt8]) -> String? { Trial.run(input, &totals) }

  var summary: String { "\(totals.findings) findings, \(totals.fixes) fixes" }

  static func main() { FuzzRun.main(Self.self) }
}
