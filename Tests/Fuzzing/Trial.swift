import Diagnostics
import Linting
import Schema
import YAMLSyntax

/// One input through everything.
enum Trial {
  struct Totals {
    var findings = 0
    var fixes = 0
  }

  private static let library = SchemaLibrary()

  /// What went wrong beside a crash; nil when all is well.
  static func run(_ bytes: [UInt8], _ totals: inout Totals) -> String? {
    let (findings, sources, file) = lint(bytes)
    totals.findings += findings.count
    for finding in findings {
      for label in [finding.primary].compactMap(\.self) + finding.secondary {
        guard label.span.start <= label.span.end, Int(label.span.end) <= bytes.count else {
          return "\(finding.code) points behind the end of the file"
        }
      }
    }
    let summary = RunSummary(files: 1, documents: 1)
    let renderers: [any DiagnosticRenderer] = [
      TextRenderer(), ConciseRenderer(), JSONRenderer(), GitHubRenderer(), JUnitRenderer(),
      SARIFRenderer(version: "0", rules: AllLintRules.infos + RuleInfo.schemaRules),
    ]
    for renderer in renderers {
      _ = renderer.render(Array(findings.prefix(20)), sources: sources, summary: summary)
    }
    guard let fixed = SafeFixes.apply(findings, to: file) else { return nil }
    totals.fixes += fixed.count
    let before = findings.count { $0.code.area == .yaml && $0.severity == .error }
    let after = lint(fixed.bytes).findings.count { $0.code.area == .yaml && $0.severity == .error }
    return after > before ? "a fix broke the YAML" : nil
  }

  private static func lint(
    _ bytes: [UInt8]
  ) -> (findings: [Diagnostic], sources: SourceMap, file: SourceFile) {
    var sources = SourceMap()
    let file = sources.add(path: "fuzz.yaml", bytes: bytes)
    var library = library
    var bag = DiagnosticBag()
    if DefinitionSurvey.isWorthReading(bytes) {
      DefinitionSurvey.add(file, to: &library, into: &bag)
    }
    var linter = FileLinter(library: library)
    let result = linter.lint(file)
    let all = bag.diagnostics + result.findings + TreeLinter.findings([result])
    let filter = FindingFilter(LintConfiguration(), baseline: nil)
    return (filter.apply(all, files: [result], sources: sources).sorted, sources, file)
  }
}
