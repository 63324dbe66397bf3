import Diagnostics
import Linting
import Pipeline

extension LintOutcome {
  /// The line that closes a report for people.
  var closing: String {
    let counts = SeverityCounts(findings).text
    var text = counts.isEmpty ? "no findings" : counts
    text += " in \(Self.count(summary.files, "file")) "
    text += "(\(Self.count(summary.documents, "document")))"
    if fixed > 0 { text += "; \(fixed) fixed" }
    if !skipped.isEmpty {
      let parts = skipped.map { Self.count($0.count, $0.kind.rawValue) }
      text += "; not checked: \(parts.joined(separator: ", "))"
    }
    return text
  }

  private static func count(_ number: Int, _ name: String) -> String {
    "\(number) \(name)\(number == 1 ? "" : name.hasSuffix("ch") ? "es" : "s")"
  }
}
