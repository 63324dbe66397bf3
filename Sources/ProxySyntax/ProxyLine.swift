package import Diagnostics

/// One line of a proxy configuration: words, and the place in the topology that caused it.
package struct ProxyLine: Hashable, Sendable {
  package let words: [String]
  package let span: SourceSpan?

  package init(_ words: [String], at span: SourceSpan? = nil) {
    self.words = words
    self.span = span
  }

  /// A line of words without a place of their own.
  package init(_ words: String...) {
    self.init(words)
  }

  /// A keyword with one located value.
  package init(_ keyword: String, _ value: Located<some CustomStringConvertible>) {
    self.init([keyword, value.value.description], at: value.span)
  }
}
