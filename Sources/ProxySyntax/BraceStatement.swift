package import Diagnostics

/// A statement of a configuration whose blocks stand in braces, as those of keepalived and NGINX do.
package struct BraceStatement: Hashable, Sendable {
  package let line: ProxyLine
  /// Statements in the braces; nil for a statement without any.
  package let block: [BraceStatement]?
  /// Remark above the statement.
  package let comment: String?

  /// A statement of words.
  package init(_ words: String..., comment: String? = nil, at span: SourceSpan? = nil) {
    line = ProxyLine(words, at: span)
    block = nil
    self.comment = comment
  }

  /// A statement of a list of words.
  package init(_ words: [String], at span: SourceSpan? = nil) {
    line = ProxyLine(words, at: span)
    block = nil
    comment = nil
  }

  /// A block that begins with a list of words.
  package init(_ words: [String], at span: SourceSpan? = nil, block: [BraceStatement]) {
    line = ProxyLine(words, at: span)
    self.block = block
    comment = nil
  }

  /// A block that begins with words.
  package init(
    _ words: String..., comment: String? = nil, at span: SourceSpan? = nil,
    block: [BraceStatement]
  ) {
    line = ProxyLine(words, at: span)
    self.block = block
    self.comment = comment
  }
}

/// A whole configuration in braces.
package struct BraceConfiguration: Hashable, Sendable {
  package let comments: [String]
  package let statements: [BraceStatement]

  package init(comments: [String], statements: [BraceStatement]) {
    self.comments = comments
    self.statements = statements
  }
}
