import Diagnostics
import Linting
import Schema
import YAMLSyntax

/// Runs the whole linter over texts, as the command does over files.
struct LintProbe {
  var configuration = LintConfiguration()
  var version = SchemaLibrary.versions.upperBound
  var trees: Set<String> = []

  /// What came of a run.
  struct Outcome {
    let findings: [Diagnostic]
    let files: [LintedFile]
    let sources: SourceMap

    /// Lines of the findings, from 1.
    func lines(_ code: String) -> [Int] {
      findings.filter { $0.code.description == code }.compactMap { finding in
        guard let span = finding.primary?.span, let file = sources[span.file] else { return nil }
        return LineIndex(file.bytes).position(at: Int(span.start)).line
      }
    }

    var concise: [String] {
      ConciseRenderer().render(
        findings, sources: sources, summary: RunSummary(files: 1, documents: 1)
      ).split(separator: "\n").map(String.init)
    }
  }

  func run(_ text: String, path: String = "example.yaml") -> Outcome { run([(path, text)]) }

  func run(_ texts: [(path: String, text: String)]) -> Outcome {
    var sources = SourceMap()
    let files = texts.map { sources.add(path: $0.path, bytes: Array($0.text.utf8)) }
    var library = SchemaLibrary(version: version)
    var bag = DiagnosticBag()
    for file in files where DefinitionSurvey.isWorthReading(file.bytes) {
      DefinitionSurvey.add(file, to: &library, into: &bag)
    }
    var linter = FileLinter(library: library, options: configuration.rules, trees: trees)
    let results = files.map { linter.lint($0) }
    let all =
      bag.diagnostics + results.flatMap(\.findings)
      + TreeLinter.findings(results, options: configuration.rules)
    let filter = FindingFilter(configuration, baseline: nil)
    return Outcome(
      findings: filter.apply(all, files: results, sources: sources).sorted, files: results,
      sources: sources)
  }
}
