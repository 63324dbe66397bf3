package import Diagnostics

/// Finds the comments of a document, which libyaml throws away.
///
/// A comment is a `#` behind a blank that is in no scalar: what lies between scalars consists of
/// indicators, anchors and tags, and none of these has one.
package enum CommentScanner {
  /// Comments in `range` of `file`; `root` is the tree that was read from there.
  package static func comments(
    in range: Range<Int>, of file: SourceFile, around root: YAMLNode
  ) -> [YAMLComment] {
    let bytes = file.bytes
    var comments: [YAMLComment] = []
    var rest = range
    while let start = ByteSearch.first(0x23, in: bytes, rest) {
      rest = (start + 1)..<range.upperBound
      guard followsBlank(start, bytes), !isInside(root, start, bytes) else { continue }
      let lineEnd = bytes[start...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? bytes.count
      comments.append(comment(start..<lineEnd, file))
      rest = min(lineEnd, range.upperBound)..<range.upperBound
    }
    return comments
  }

  private static func followsBlank(_ offset: Int, _ bytes: [UInt8]) -> Bool {
    guard offset > 0 else { return true }
    switch bytes[offset - 1] {
    case 0x20, 0x09, 0x0A, 0x0D: return true
    // libyaml also takes a comment directly behind a quoted scalar or a closed collection.
    case 0x22, 0x27, 0x5D, 0x7D, 0x2C: return true
    default: return offset == 3 && bytes.starts(with: [0xEF, 0xBB, 0xBF])
    }
  }

  /// Whether `offset` lies in a scalar of the tree.
  private static func isInside(_ node: YAMLNode, _ offset: Int, _ bytes: [UInt8]) -> Bool {
    guard let span = node.span?.range, span.contains(offset) else { return false }
    switch node.content {
    case .scalar(let scalar):
      guard scalar.style == .literal || scalar.style == .folded else { return true }
      // The header of a block scalar may carry a comment; its lines may not.
      return bytes[span.lowerBound..<offset].contains { $0 == 0x0A || $0 == 0x0D }
    case .sequence(let items):
      return node.alias == nil && items.contains { isInside($0, offset, bytes) }
    case .mapping(let entries):
      return node.alias == nil
        && entries.contains {
          isInside($0.key, offset, bytes) || isInside($0.value, offset, bytes)
        }
    }
  }

  private static func comment(_ range: Range<Int>, _ file: SourceFile) -> YAMLComment {
    let bytes = file.bytes
    var end = range.upperBound
    while end > range.lowerBound, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 { end -= 1 }
    var start = range.lowerBound
    while start > 0, bytes[start - 1] != 0x0A, bytes[start - 1] != 0x0D { start -= 1 }
    return YAMLComment(
      text: String(decoding: bytes[range.lowerBound..<end], as: UTF8.self),
      span: SourceSpan(file: file.id, start: range.lowerBound, end: end),
      column: range.lowerBound - start,
      standsAlone: bytes[start..<range.lowerBound].allSatisfy { $0 == 0x20 || $0 == 0x09 })
  }
}
