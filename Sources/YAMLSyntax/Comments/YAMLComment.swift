package import Diagnostics

/// A comment of a source file.
package struct YAMLComment: Hashable, Sendable {
  /// From `#` to the end of the line, blanks at the end left out.
  package let text: String
  /// The bytes of `text`.
  package let span: SourceSpan
  /// Bytes between the start of the line and `#`.
  package let column: Int
  /// Whether nothing but blanks is in front of it.
  package let standsAlone: Bool
}

/// Comments that belong to one entry or item of a tree.
package struct AttachedComments: Hashable, Sendable {
  /// Lines above it.
  package var above: [String] = []
  /// Behind it, on its first line.
  package var behind: String?
  /// Lines below it, at its own indentation.
  package var below: [String] = []

  package init() {}

  /// Every line, in order.
  package var lines: [String] { above + [behind].compactMap(\.self) + below }
}
