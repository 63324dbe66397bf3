import Foundation
import TestSupport
import Testing

/// One piece of logic is in one place.
@Suite("Duplicates")
struct DuplicateTests {
  /// Equal lines in a row that make two places one piece of logic.
  private static let limit = 12

  /// A line of logic, by its number in the file.
  private struct Line {
    let number: Int
    let text: String
  }

  /// The lines of a file that hold logic: no imports, comments, or texts over several lines, and no
  /// descriptions of rules, which resemble each other by design.
  private static func logic(_ lines: [Substring]) -> [Line] {
    var result: [Line] = []
    var isText = false
    var depth = 0
    for (index, raw) in lines.enumerated() {
      let text = raw.trimmingCharacters(in: .whitespaces)
      let togglesText = raw.components(separatedBy: "\"\"\"").count % 2 == 0
      if isText || togglesText {
        if togglesText { isText.toggle() }
        continue
      }
      let code = raw.replacing(#/"(\\.|[^"\\])*"/#, with: "")
      if depth == 0, raw.contains("RuleInfo(") {
        depth = code.count { $0 == "(" } - code.count { $0 == ")" }
        continue
      }
      if depth > 0 {
        depth += code.count { $0 == "(" } - code.count { $0 == ")" }
        continue
      }
      let isPlain = text.isEmpty || text.hasPrefix("//") || Self.isImport(text)
      if !isPlain { result.append(Line(number: index + 1, text: text)) }
    }
    return result
  }

  private static func isImport(_ line: String) -> Bool {
    line.firstMatch(of: #/^(\w+ )?import\b/#) != nil
  }

  @Test("no two places in Sources share twelve or more lines of logic")
  func logic() throws {
    var first: [[String]: (path: String, start: Int, number: Int)] = [:]
    for source in try FloorTests.sources() {
      let lines = Self.logic(source.lines.map { Substring($0) })
      guard lines.count >= Self.limit else { continue }
      var skipped = 0
      for start in 0...(lines.count - Self.limit) {
        let window = lines[start..<start + Self.limit].map(\.text)
        guard let other = first[window] else {
          first[window] = (source.path, start, lines[start].number)
          continue
        }
        if other.path == source.path, start - other.start < Self.limit { continue }
        if start < skipped { continue }
        skipped = start + Self.limit
        Issue.record(
          "\(source.path):\(lines[start].number) repeats \(other.path):\(other.number)")
      }
    }
  }
}
