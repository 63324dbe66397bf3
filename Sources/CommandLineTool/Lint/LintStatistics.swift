import Diagnostics
import Pipeline

/// How often each rule was broken, most often first.
struct LintStatistics {
  private struct Row {
    let code: String
    let severity: String
    let first: String
    var count = 1
  }

  private var rows: [Row] = []
  private let closing: String

  init(_ outcome: LintOutcome) {
    var positions: [String: Int] = [:]
    for finding in outcome.findings.sorted {
      let code = finding.code.description
      if let position = positions[code] {
        rows[position].count += 1
        continue
      }
      positions[code] = rows.count
      rows.append(
        Row(
          code: code, severity: finding.severity.rawValue,
          first: Self.place(finding, outcome.sources)))
    }
    rows = rows.enumerated().sorted {
      ($1.element.count, $0.offset) < ($0.element.count, $1.offset)
    }.map(\.element)
    closing = outcome.closing
  }

  /// One line for each code, then the closing line of every report.
  var text: String {
    let summaries = RuleCatalogue.all.map { ($0.code.description, $0.name) }
    let width = rows.first.map { String($0.count).count } ?? 0
    let lines = rows.map { row in
      let number = String(row.count)
      let name = summaries.first { $0.0 == row.code }?.1 ?? ""
      let indent = String(repeating: " ", count: width - number.count)
      return "\(indent)\(number)  \(row.code)  \(row.severity)  \(name)  \(row.first)\n"
    }
    return lines.joined() + (lines.isEmpty ? "" : "\n") + closing + "\n"
  }

  private static func place(_ finding: Diagnostic, _ sources: SourceMap) -> String {
    guard let span = finding.primary?.span, let file = sources[span.file] else {
      return finding.path ?? ""
    }
    return "\(file.path):\(LineIndex(file.bytes).position(at: Int(span.start)).line)"
  }
}
