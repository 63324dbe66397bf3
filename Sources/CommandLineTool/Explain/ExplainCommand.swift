import ArgumentParser
import Diagnostics

/// `redoubt explain`.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Explain a finding by its code, name, catalogue ID or a word.",
    discussion: """
      Without an argument, lists every finding.

        redoubt explain TOP101
        redoubt explain ING-006
        redoubt explain missing-vip
        redoubt explain certificate
      """)

  @Argument(help: "Code, name, catalogue ID, or words to search for.")
  var subject: [String] = []

  @OptionGroup var common: CommonOptions

  func run() throws {
    let terminal = common.terminal
    let text = subject.joined(separator: " ")
    guard !text.isEmpty else { return try terminal.output(Self.list(RuleCatalogue.all)) }
    if let rule = RuleCatalogue.rule(text) {
      return try terminal.output(RuleExplanation.text(rule))
    }
    if let entry = CatalogueEntry.entry(text) {
      return try terminal.output(RuleExplanation.text(entry))
    }
    let found = RuleCatalogue.rules(about: subject)
    guard found.isEmpty else { return try terminal.output(Self.list(found)) }
    let names = RuleCatalogue.all.flatMap { [$0.code.description, $0.name] }
    let near =
      Suggestion.nearest(to: text.uppercased(), in: names)
      ?? Suggestion.nearest(to: text.lowercased(), in: names)
    terminal.complain(
      "error: no finding matches `\(SafeText.escapingControls(text))`"
        + (near.map { "; did you mean `\($0)`?" } ?? "; `redoubt explain` lists all of them")
        + "\n")
    throw ExitStatus.usage
  }

  private static func list(_ rules: [RuleInfo]) -> String {
    rules.map { "\($0.code)  \($0.severity.rawValue)  \($0.name): \($0.summary)\n" }.joined()
  }
}
