/// Where the lines of one file start; turns offsets into lines and columns.
///
/// LF, CRLF and a lone CR end a line, as they do for YAML 1.2 and for editors.
package struct LineIndex: Sendable {
  private let bytes: [UInt8]
  private let starts: [Int]
  /// Whether each byte is a character, so that columns need no counting.
  private let isASCII: Bool

  package init(_ bytes: [UInt8]) {
    self.bytes = bytes
    var starts = [0]
    for offset in bytes.indices {
      let byte = bytes[offset]
      if byte == 0x0A {
        starts.append(offset + 1)
      } else if byte == 0x0D, offset + 1 == bytes.count || bytes[offset + 1] != 0x0A {
        starts.append(offset + 1)
      }
    }
    self.starts = starts
    isASCII = bytes.allSatisfy { $0 < 0x80 }
  }

  package var lineCount: Int { starts.count }

  /// The line (from 0) that holds `offset`; an offset past the end belongs to the last line.
  package func line(at offset: Int) -> Int {
    var low = 0
    var high = starts.count
    while low + 1 < high {
      let middle = (low + high) / 2
      if starts[middle] <= offset { low = middle } else { high = middle }
    }
    return low
  }

  /// Bytes of `line` (from 0) without its line break.
  package func content(ofLine line: Int) -> Range<Int> {
    let start = starts[line]
    var end = line + 1 < starts.count ? starts[line + 1] : bytes.count
    while end > start, bytes[end - 1] == 0x0A || bytes[end - 1] == 0x0D { end -= 1 }
    return start..<end
  }

  /// Line and column of `offset`, both from 1; columns count Unicode scalars.
  package func position(at offset: Int) -> SourcePosition {
    let line = line(at: offset)
    let limit = min(offset, bytes.count)
    var column = 1
    var cursor = starts[line]
    // A byte order mark is not a column: editors do not show it.
    if cursor == 0, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { cursor = min(3, limit) }
    if isASCII { return SourcePosition(line: line + 1, column: max(0, limit - cursor) + 1) }
    while cursor < limit {
      if bytes[cursor] & 0xC0 != 0x80 { column += 1 }
      cursor += 1
    }
    return SourcePosition(line: line + 1, column: column)
  }
}
