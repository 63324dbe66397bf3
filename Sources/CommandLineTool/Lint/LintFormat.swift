import ArgumentParser
import Diagnostics

/// The forms of a lint report (design/decisions.md, "Command line").
enum LintFormat: String, ExpressibleByArgument, CaseIterable {
  case text, concise, json, sarif, github, junit

  /// What prints the form; colours are for a report that people see at once.
  func renderer(isColored: Bool) -> any DiagnosticRenderer {
    switch self {
    case .text: TextRenderer(isColored ? .ansi : .plain)
    case .concise: ConciseRenderer()
    case .json: JSONRenderer()
    case .sarif: SARIFRenderer(version: Version.text, rules: RuleCatalogue.all)
    case .github: GitHubRenderer()
    case .junit: JUnitRenderer()
    }
  }
}
