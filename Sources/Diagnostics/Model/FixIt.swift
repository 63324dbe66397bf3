/// Whether a proposed edit may be applied without a person.
public enum Applicability: String, Sendable {
  /// Keeps the meaning, or is certainly what was meant; `--fix` applies it.
  case safe
  /// May change the meaning.
  case unsafe
  /// For reading only.
  case displayOnly
}

/// Replaces the bytes of one span.
public struct TextEdit: Hashable, Sendable {
  /// Bytes to replace; empty to insert.
  public let span: SourceSpan
  /// Text to put there.
  public let replacement: String

  package init(_ span: SourceSpan, _ replacement: String) {
    self.span = span
    self.replacement = replacement
  }
}

/// A way out of a finding, as edits of the source.
public struct FixIt: Hashable, Sendable {
  /// What the edits do, in the imperative.
  public let title: String
  /// Whether `--fix` may apply it.
  public let applicability: Applicability
  /// Non-overlapping edits.
  public let edits: [TextEdit]

  package init(_ title: String, _ applicability: Applicability, _ edits: [TextEdit]) {
    self.title = title
    self.applicability = applicability
    self.edits = edits
  }
}
