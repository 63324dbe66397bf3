import Diagnostics

/// What `redoubt explain` prints.
enum RuleExplanation {
  /// A finding with its sources and examples.
  static func text(_ rule: RuleInfo) -> String {
    var text = """
      \(rule.code) \(rule.name) (\(rule.severity.rawValue)\(rule.isWaivable ? ", can be waived" : ""))

      \(rule.summary)
      \(rule.why)

      Sources:

      """
    for source in rule.sources { text += "  \(line(source))\n" }
    for (title, examples) in [("Found in", rule.bad), ("Not found in", rule.good)] {
      for example in examples {
        text += "\n\(title):\n"
        text +=
          example.text.split(separator: "\n", omittingEmptySubsequences: false)
          .map { $0.isEmpty ? "" : "    \($0)" }.joined(separator: "\n") + "\n"
      }
    }
    return text
  }

  /// A source with an address that people can open.
  private static func line(_ source: RuleSource) -> String {
    guard let entry = CatalogueEntry.entry(source.title) else {
      return "\(source.title): \(source.address)"
    }
    return "\(entry.id) (\(entry.area.subject)): \(entry.area.address)"
  }

  /// An entry of the catalogue.
  static func text(_ entry: CatalogueEntry) -> String {
    var text = "\(entry.id) (\(entry.area.subject))\n\n"
    for rule in entry.rules {
      text += "\(rule.code) \(rule.name) (\(rule.severity.rawValue)): \(rule.summary) \(rule.why)\n"
    }
    if let construction = entry.construction {
      text += "A topology cannot express it: \(construction).\n"
    }
    if let check = entry.check { text += "Checked in the running cluster: \(check).\n" }
    return text + "\nSee \(entry.area.address)\n"
  }
}
