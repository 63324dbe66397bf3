/// A half-open range of UTF-8 bytes in one file.
///
/// Offsets, not lines: line and column are computed when something is shown, never stored.
public struct SourceSpan: Hashable, Sendable {
  /// File the bytes belong to.
  public let file: SourceFileID
  package let start: UInt32
  package let end: UInt32

  package init(file: SourceFileID, start: Int, end: Int) {
    self.file = file
    self.start = UInt32(start)
    self.end = UInt32(max(start, end))
  }

  package var range: Range<Int> { Int(start)..<Int(end) }

  /// The span from the first byte of `self` to the last byte of `other`, in the file of `self`.
  package func extended(to other: SourceSpan) -> SourceSpan {
    SourceSpan(file: file, start: Int(start), end: Int(max(end, other.end)))
  }

  /// The empty span in front of the first byte.
  package var startPoint: SourceSpan { SourceSpan(file: file, start: Int(start), end: Int(start)) }

  /// The empty place behind the last byte.
  package var endPoint: SourceSpan { SourceSpan(file: file, start: Int(end), end: Int(end)) }

  /// The first byte.
  package var first: SourceSpan { SourceSpan(file: file, start: Int(start), end: Int(start) + 1) }

  /// The last byte.
  package var last: SourceSpan { SourceSpan(file: file, start: Int(end) - 1, end: Int(end)) }
}
