/// A report in the form of JUnit, as CI servers read it (Jenkins, junit-10.xsd).
///
/// A file is a suite, a finding is a test that failed; notes are output of a test that passed.
package struct JUnitRenderer: DiagnosticRenderer {
  package init() {}

  package func render(
    _ diagnostics: [Diagnostic], sources: SourceMap, summary: RunSummary
  ) -> String {
    var lines = LineCache(sources)
    var suites: [(name: String, findings: [Diagnostic])] = []
    for diagnostic in diagnostics {
      let name =
        diagnostic.primary.map { lines.path(of: $0.span.file) } ?? diagnostic.path ?? "redoubt"
      if suites.last?.name != name { suites.append((name, [])) }
      suites[suites.count - 1].findings.append(diagnostic)
    }
    if suites.isEmpty { suites = [("redoubt", [])] }
    let total = suites.map { max(1, $0.findings.count) }.reduce(0, +)
    let failed = diagnostics.count { $0.severity != .note }
    var output = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    output +=
      "<testsuites name=\"redoubt\" tests=\"\(total)\" failures=\"\(failed)\" errors=\"0\">\n"
    for suite in suites { output += render(suite.name, suite.findings, &lines) }
    return output + "</testsuites>\n"
  }

  private func render(
    _ name: String, _ findings: [Diagnostic], _ lines: inout LineCache
  ) -> String {
    let failed = findings.count { $0.severity != .note }
    var output =
      "  <testsuite name=\"\(Self.escape(name))\" tests=\"\(max(1, findings.count))\" failures=\"\(failed)\" errors=\"0\">\n"
    if findings.isEmpty {
      output += "    <testcase name=\"no findings\" classname=\"redoubt\"/>\n"
    }
    for finding in findings {
      var place = name
      if let span = finding.primary?.span, let index = lines.index(of: span.file) {
        let position = index.position(at: Int(span.start))
        place = "\(name):\(position.line):\(position.column)"
      }
      let title = "\(finding.code) \(place)"
      output +=
        "    <testcase name=\"\(Self.escape(title))\" classname=\"\(Self.escape(name))\">\n"
      let text = [finding.message, finding.help].compactMap(\.self).joined(separator: "\n")
      output +=
        finding.severity == .note
        ? "      <system-out>\(Self.escape(text))</system-out>\n"
        : "      <failure type=\"\(finding.severity.rawValue)\" message=\"\(Self.escape(finding.message))\">\(Self.escape("\(place)\n\(text)"))</failure>\n"
      output += "    </testcase>\n"
    }
    return output + "  </testsuite>\n"
  }

  /// Text in XML 1.0, which has no place for control characters.
  private static func escape(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\n": result += "&#10;"
      case "\t": result += "&#9;"
      default:
        let isAllowed = scalar.value >= 0x20 && scalar.value != 0xFFFE && scalar.value != 0xFFFF
        result.unicodeScalars.append(isAllowed ? scalar : "\u{FFFD}")
      }
    }
    return result
  }
}
