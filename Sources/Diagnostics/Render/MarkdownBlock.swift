/// A block of a Markdown document.
package enum MarkdownBlock: Sendable {
  case heading(Int, String)
  case paragraph(String)
  case list([String])
  /// A box that readers must not miss.
  case danger([String])
  case code(language: String, [String])
  case table(columns: [String], rows: [[String]])
}

/// Prints Markdown documents (CommonMark with the tables of GitHub).
package enum MarkdownPrinter {
  package static func print(_ blocks: [MarkdownBlock]) -> [UInt8] {
    Array((blocks.map(text).joined(separator: "\n\n") + "\n").utf8)
  }

  private static func text(_ block: MarkdownBlock) -> String {
    switch block {
    case .heading(let level, let text):
      return String(repeating: "#", count: level) + " " + text
    case .paragraph(let text): return text
    case .list(let items): return items.map { "- \($0)" }.joined(separator: "\n")
    case .danger(let lines):
      return (["> [!CAUTION]"] + [">"] + lines.map { "> - \($0)" }).joined(separator: "\n")
    case .code(let language, let lines):
      return (["```\(language)"] + lines + ["```"]).joined(separator: "\n")
    case .table(let columns, let rows):
      let rule = columns.map { _ in "---" }
      return ([columns, rule] + rows).map { cells in
        "| " + cells.map(cell).joined(separator: " | ") + " |"
      }.joined(separator: "\n")
    }
  }

  private static func cell(_ text: String) -> String {
    text.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
  }
}
