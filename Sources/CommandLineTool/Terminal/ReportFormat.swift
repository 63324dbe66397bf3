import ArgumentParser
import Diagnostics

/// How findings are printed; every command that reports findings knows every format.
enum ReportFormat: String, ExpressibleByArgument, CaseIterable {
  case text, concise, json, sarif, github, junit

  /// What prints the format; colour is for a report that people read on a terminal.
  func renderer(isColored: Bool) -> any DiagnosticRenderer {
    switch self {
    case .text: TextRenderer(isColored ? .ansi : .plain)
    case .concise: ConciseRenderer()
    case .json: JSONRenderer()
    case .sarif: SARIFRenderer(version: Release.version, rules: RuleCatalogue.all)
    case .github: GitHubRenderer()
    case .junit: JUnitRenderer()
    }
  }

  /// Whether a report may be printed in parts, as findings arrive.
  var isStreamed: Bool {
    switch self {
    case .text, .concise, .github: true
    case .json, .sarif, .junit: false
    }
  }
}
