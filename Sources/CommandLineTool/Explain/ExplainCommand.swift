import ArgumentParser
import Diagnostics

/// `redoubt explain CODE`.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "Explain a finding by its code.",
    discussion: "Without a code, lists all of them.")

  @Argument(help: "Code of the finding, for example TOP101.")
  var code: String?

  @OptionGroup var common: CommonOptions

  func run() throws {
    let terminal = common.terminal
    guard let code else {
      for rule in RuleCatalogue.all {
        try terminal.output(
          "\(rule.code)  \(rule.severity.rawValue)  \(rule.name): \(rule.summary)\n")
      }
      return
    }
    guard let rule = RuleCatalogue.rule(code) else {
      let near = Suggestion.nearest(
        to: code.uppercased(), in: RuleCatalogue.all.map(\.code.description))
      terminal.complain(
        "error: no finding has the code \(SafeText.escapingControls(code))"
          + (near.map { "; did you mean \($0)?" } ?? "; `redoubt explain` lists all") + "\n")
      throw ExitStatus.usage
    }
    try terminal.output(text(rule))
  }

  private func text(_ rule: RuleInfo) -> String {
    var text = """
      \(rule.code) \(rule.name) (\(rule.severity.rawValue)\(rule.isWaivable ? ", can be waived" : ""))

      \(rule.summary)
      \(rule.why)

      Source: \(rule.source)

      """
    for (title, examples) in [("Found in", rule.bad), ("Fine", rule.good)] {
      for example in examples {
        text += "\n\(title):\n"
        text +=
          example.text.split(separator: "\n", omittingEmptySubsequences: false)
          .map { $0.isEmpty ? "" : "    \($0)" }.joined(separator: "\n") + "\n"
      }
    }
    return text
  }
}
