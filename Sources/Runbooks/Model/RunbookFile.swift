package import Diagnostics

/// A file of the tree for people: a runbook, its script or a report.
package struct RunbookFile: Sendable {
  /// What the file holds.
  package enum Content: Sendable {
    case markdown([MarkdownBlock])
    case script([UInt8])
  }

  /// Path below the root of the tree.
  package let path: String
  package let content: Content
  /// The topology's block that caused the file.
  package let origin: SourceSpan?
}
