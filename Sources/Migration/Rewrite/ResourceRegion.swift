import Diagnostics

/// The bytes that one resource takes up, with the comments that belong to it.
struct ResourceRegion: Sendable {
  /// How the resource is written.
  enum Form: Equatable, Sendable {
    /// A document of its own; the flag says that it starts on the line of its `---`.
    case document(sharesLine: Bool)
    /// An item of a block list: columns of its dash and of its first key.
    case item(dash: Int, column: Int)
    /// An item of a flow list.
    case flowItem
  }

  let range: Range<Int>
  let form: Form

  /// The region of a whole document.
  init(document span: SourceSpan, in bytes: [UInt8]) {
    var start = span.range.lowerBound
    while start > 0, bytes[start - 1] == 0x20 { start -= 1 }
    let startsLine = start == 0 || bytes[start - 1].isBreak || bytes.hasMark(before: start)
    if !startsLine { start = span.range.lowerBound }
    range = start..<Self.end(span.range, floor: 0, in: bytes)
    form = .document(sharesLine: !startsLine)
  }

  /// The region of an item of a list; `list` is where the list begins, nil for a flow list.
  ///
  /// All dashes of a block list stand in one column, even where an item starts on a line of its own.
  init(item span: SourceSpan, list: SourceSpan?, in bytes: [UInt8]) {
    guard let list else {
      range = span.range
      form = .flowItem
      return
    }
    let dash = bytes.column(of: list.range.lowerBound)
    range = span.range.lowerBound..<Self.end(span.range, floor: dash, in: bytes)
    form = .item(dash: dash, column: bytes.column(of: span.range.lowerBound))
  }

  /// The end of what belongs to a resource: a comment behind its last value, and lines of comments
  /// below that are indented deeper than `floor`.
  private static func end(_ range: Range<Int>, floor: Int, in bytes: [UInt8]) -> Int {
    var end = range.upperBound
    while end > range.lowerBound, bytes[end - 1].isBreak || bytes[end - 1] == 0x20 { end -= 1 }
    let rest = bytes.skipBlanks(from: end)
    if rest < bytes.count, bytes[rest] == 0x23 { end = bytes.lineEnd(from: rest) }
    var line = bytes.nextLine(from: end)
    while let start = line {
      let text = bytes.skipBlanks(from: start)
      guard text < bytes.count else { break }
      if bytes[text] == 0x23 {
        guard text - start > floor else { break }
        end = bytes.lineEnd(from: text)
      } else if !bytes[text].isBreak {
        break
      }
      line = bytes.nextLine(from: text)
    }
    return end
  }
}

extension UInt8 {
  var isBreak: Bool { self == 0x0A || self == 0x0D }
}

extension [UInt8] {
  /// Whether the bytes in front of `offset` are the byte order mark of the file.
  fileprivate func hasMark(before offset: Int) -> Bool {
    offset == 3 && starts(with: [0xEF, 0xBB, 0xBF])
  }

  /// Bytes between the start of the line and `offset`.
  fileprivate func column(of offset: Int) -> Int {
    var line = offset
    while line > 0, !self[line - 1].isBreak { line -= 1 }
    return offset - line
  }

  fileprivate func skipBlanks(from offset: Int) -> Int {
    var index = offset
    while index < count, self[index] == 0x20 || self[index] == 0x09 { index += 1 }
    return index
  }

  /// The end of the line at `offset`, its break and blanks before that left out.
  fileprivate func lineEnd(from offset: Int) -> Int {
    var index = offset
    while index < count, !self[index].isBreak { index += 1 }
    while index > offset, self[index - 1] == 0x20 || self[index - 1] == 0x09 { index -= 1 }
    return index
  }

  /// The start of the line behind the one at `offset`; nil at the end of the file.
  fileprivate func nextLine(from offset: Int) -> Int? {
    var index = offset
    while index < count, !self[index].isBreak { index += 1 }
    guard index < count else { return nil }
    index += self[index] == 0x0D && index + 1 < count && self[index + 1] == 0x0A ? 2 : 1
    return index < count ? index : nil
  }
}
