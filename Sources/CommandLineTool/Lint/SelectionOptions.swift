import ArgumentParser
import Diagnostics
import Linting

/// Words of severities on the command line.
enum SeverityChoice: String, ExpressibleByArgument, CaseIterable {
  case error, warning, note

  var severity: Severity {
    switch self {
    case .error: .error
    case .warning: .warning
    case .note: .note
    }
  }
}

/// Which findings `redoubt lint` reports, and which of them fail it.
struct SelectionOptions: ParsableArguments {
  @Option(help: "Codes, or beginnings of codes, to report, separated by commas; repeatable.")
  var select: [String] = []

  @Option(help: "Codes, or beginnings of codes, to leave out, separated by commas; repeatable.")
  var ignore: [String] = []

  @Option(help: "Path pattern of files to exclude; repeatable.")
  var exclude: [String] = []

  @Option(help: "Least serious findings to report: error, warning or note.")
  var minSeverity = SeverityChoice.note

  @Option(help: "Least serious findings that fail the run: error, warning or note.")
  var failOn: SeverityChoice?

  @Flag(help: "Exit with 0 even if there are findings.")
  var exitZero = false

  @Flag(help: "Print how often each rule was broken instead of the findings.")
  var statistics = false

  func validate() throws {
    let known = RuleCatalogue.all.map(\.code.description)
    for code in codes(select) + codes(ignore)
    where code.isEmpty || !known.contains(where: { $0.hasPrefix(code) }) {
      throw ValidationError("no code begins with `\(code)`; see `redoubt explain`")
    }
    if exitZero, failOn != nil { throw ValidationError("use one of --exit-zero and --fail-on") }
  }

  /// The findings to report.
  var findings: FindingSelection {
    var selection = FindingSelection()
    selection.selected = codes(select)
    selection.ignored = codes(ignore)
    selection.minimum = minSeverity.severity
    return selection
  }

  /// The least serious findings that fail the run; nil when none does.
  func failing(isStrict: Bool) -> Severity? {
    exitZero ? nil : failOn?.severity ?? (isStrict ? .warning : .error)
  }

  private func codes(_ lists: [String]) -> [String] {
    lists.flatMap { list in
      list.split(separator: ",", omittingEmptySubsequences: false).map {
        String($0.drop { $0 == " " }).uppercased()
      }
    }
  }
}
