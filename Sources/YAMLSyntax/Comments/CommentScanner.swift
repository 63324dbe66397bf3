package import Diagnostics

/// Finds the comments of a document, which libyaml throws away.
///
/// Comments stand between scalars only: what lies between two scalars consists of indicators, anchors,
/// tags and comments, and of these only a comment has a `#` behind a blank.
package struct CommentScanner {
  private let file: SourceFile
  private var cursor: Int
  private(set) var comments: [YAMLComment] = []

  /// Comments in `range` of `file`; `root` is the tree that was read from there.
  package static func comments(
    in range: Range<Int>, of file: SourceFile, around root: YAMLNode
  ) -> [YAMLComment] {
    guard file.bytes[range].contains(0x23) else { return [] }
    var scanner = CommentScanner(file: file, cursor: range.lowerBound)
    scanner.visit(root)
    scanner.scan(to: range.upperBound)
    return scanner.comments
  }

  private init(file: SourceFile, cursor: Int) {
    self.file = file
    self.cursor = cursor
  }

  private mutating func visit(_ node: YAMLNode) {
    if node.alias != nil { return skip(node) }
    switch node.content {
    case .scalar: skip(node)
    case .sequence(let items):
      for item in items { visit(item) }
    case .mapping(let entries):
      for entry in entries {
        visit(entry.key)
        visit(entry.value)
      }
    }
  }

  /// Scans up to a scalar and goes on behind it.
  private mutating func skip(_ node: YAMLNode) {
    guard let span = node.span?.range, span.lowerBound >= cursor else { return }
    scan(to: span.lowerBound)
    if let style = node.scalar?.style, style == .literal || style == .folded {
      // The header of a block scalar may carry a comment; its lines may not.
      let lineEnd = file.bytes[span.lowerBound...].firstIndex { $0 == 0x0A || $0 == 0x0D }
      scan(to: min(lineEnd ?? span.upperBound, span.upperBound))
    }
    cursor = max(cursor, span.upperBound)
  }

  private mutating func scan(to end: Int) {
    let bytes = file.bytes
    while cursor < end {
      defer { cursor += 1 }
      guard bytes[cursor] == 0x23 else { continue }
      let previous: UInt8 = cursor == 0 ? 0x0A : bytes[cursor - 1]
      guard
        previous == 0x20 || previous == 0x09 || previous == 0x0A || previous == 0x0D
          || isBehindMark(cursor)
      else { continue }
      let lineEnd = bytes[cursor...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? bytes.count
      add(cursor..<lineEnd)
      cursor = lineEnd - 1
    }
  }

  /// Whether a byte order mark stands in front of `offset`.
  private func isBehindMark(_ offset: Int) -> Bool {
    offset == 3 && file.bytes.starts(with: [0xEF, 0xBB, 0xBF])
  }

  private mutating func add(_ range: Range<Int>) {
    let bytes = file.bytes
    var end = range.upperBound
    while end > range.lowerBound, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 { end -= 1 }
    var start = range.lowerBound
    while start > 0, bytes[start - 1] != 0x0A, bytes[start - 1] != 0x0D { start -= 1 }
    comments.append(
      YAMLComment(
        text: String(decoding: bytes[range.lowerBound..<end], as: UTF8.self),
        span: SourceSpan(file: file.id, start: range.lowerBound, end: end),
        column: range.lowerBound - start,
        standsAlone: bytes[start..<range.lowerBound].allSatisfy { $0 == 0x20 || $0 == 0x09 }))
  }
}
