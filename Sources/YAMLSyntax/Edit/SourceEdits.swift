package import Diagnostics

/// Replaces spans of a source and leaves every other byte as it was.
package struct SourceEdits: Sendable {
  /// Why a set of edits cannot be applied.
  package enum Problem: Error, Hashable {
    /// Two edits touch the same bytes.
    case overlap(TextEdit, TextEdit)
    /// An edit points outside the file, or into another one.
    case outside(TextEdit)
  }

  private var edits: [TextEdit] = []

  package init(_ edits: [TextEdit] = []) {
    self.edits = edits
  }

  package mutating func replace(_ span: SourceSpan, with text: String) {
    edits.append(TextEdit(span, text))
  }

  /// The bytes of `file` with all edits in place.
  ///
  /// Insertions at one place keep the order in which they were made.
  package func apply(to file: SourceFile) throws(Problem) -> [UInt8] {
    let ordered = edits.enumerated().sorted { left, right in
      (left.element.span.start, left.element.span.end, left.offset)
        < (right.element.span.start, right.element.span.end, right.offset)
    }.map(\.element)
    var output: [UInt8] = []
    output.reserveCapacity(file.bytes.count)
    var cursor = 0
    var previous: TextEdit?
    for edit in ordered {
      guard edit.span.file == file.id, edit.span.range.upperBound <= file.bytes.count else {
        throw .outside(edit)
      }
      if let previous, edit.span.range.lowerBound < cursor { throw .overlap(previous, edit) }
      output += file.bytes[cursor..<edit.span.range.lowerBound]
      output += edit.replacement.utf8
      cursor = edit.span.range.upperBound
      previous = edit
    }
    output += file.bytes[cursor...]
    return output
  }
}
