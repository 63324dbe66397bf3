package import Diagnostics

/// One document of a stream.
package struct YAMLDocument: Sendable {
  /// The root node; nil for an empty document.
  package let root: YAMLNode?
  /// Bytes of the root, or the empty place where it would be.
  package let span: SourceSpan
  /// Whether any mapping holds a merge key (`<<`).
  package let hasMergeKeys: Bool
}

/// All documents of one file that could be read, in order.
package struct YAMLStream: Sendable {
  package let file: SourceFileID
  package let documents: [YAMLDocument]
}
