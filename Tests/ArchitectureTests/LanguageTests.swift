import Foundation
import TestSupport
import Testing

/// The English of every text: plain, as kubectl, ruff and rustc write it.
@Suite("Language")
struct LanguageTests {
  /// Phrases that read as a translation, and what to write.
  private static let phrases: [(pattern: String, instead: String)] = [
    (#"\bis no (?!longer\b|larger\b|more\b|smaller\b|better\b|other\b)"#, "is not a …"),
    (#"\bis none\b"#, "is not …, or is not one of …"),
    (#"\boutside of\b"#, "outside"),
    (#"\banew\b"#, "again"),
    (
      #"\bstands (twice|here|there|behind|before|beside|already|inside|in the|in its|at)\b"#, "is …"
    ),
    (#"\bis said\b"#, "is reported, is set"),
    (#"\bof one's own\b"#, "separate, self-hosted"),
    (#"\b[Ww]hoever\b"#, "anyone who"),
    (#"\b[Ss]omebody\b"#, "someone"),
    (#"\bno field here\b"#, "unknown field"),
    (#"\bways? to log in\b"#, "authentication method"),
    (#"(?i)architecture sections? \d"#, "an id of the rule catalogue, or a public document"),
  ]

  /// Sources and what people read; generated pages repeat the sources.
  private static let files: [String] =
    Repository.files(below: "Sources").filter { $0.hasSuffix(".swift") }.map { "Sources/\($0)" }
    + ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"]
    + Repository.files(below: "docs").filter {
      $0.hasSuffix(".md") && !$0.hasPrefix("rules/") && !$0.hasPrefix("reference/")
    }.map { "docs/\($0)" }

  @Test("no text reads as a translation")
  func phrases() throws {
    let patterns = try Self.phrases.map {
      (try Regex($0.pattern).wordBoundaryKind(.simple), $0.instead)
    }
    for path in Self.files {
      let text = String(decoding: try Repository.bytes(path), as: UTF8.self)
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      for (number, raw) in lines.enumerated() {
        let line = raw.replacing("here is no", with: "here are no")
        for (pattern, instead) in patterns where line.firstMatch(of: pattern) != nil {
          Issue.record("\(path):\(number + 1): \(line.prefix(120)) (write: \(instead))")
        }
      }
    }
  }
}
