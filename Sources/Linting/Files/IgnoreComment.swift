package import Diagnostics
import YAMLSyntax

/// A comment that silences a finding: `# redoubt:ignore CODE[,CODE] reason`.
///
/// It counts for its own line, or, on a line of its own, for the next line that is not a comment.
package struct IgnoreComment: Sendable {
  package let codes: [String]
  package let reason: String
  package let span: SourceSpan
  /// Line of the findings that it silences, from 1.
  package let line: Int

  private static let mark = Array("redoubt:ignore".utf8)

  /// All such comments of a file.
  package static func all(in file: SourceFile) -> [IgnoreComment] {
    let bytes = file.bytes
    guard ByteSearch.contains("redoubt:ignore", in: bytes, 0..<bytes.count) else { return [] }
    let index = LineIndex(bytes)
    var result: [IgnoreComment] = []
    for line in 0..<index.lineCount {
      let range = index.content(ofLine: line)
      guard let start = start(in: bytes, range) else { continue }
      var text = String(decoding: bytes[start..<range.upperBound], as: UTF8.self)[...]
      text = text.drop { $0 == "#" || $0 == " " }.dropFirst("redoubt:ignore".count)
      let (codes, reason) = parts(text)
      let isAlone = bytes[range.lowerBound..<start].allSatisfy { $0 == 0x20 || $0 == 0x09 }
      result.append(
        IgnoreComment(
          codes: codes, reason: reason,
          span: SourceSpan(file: file.id, start: start, end: range.upperBound),
          line: isAlone ? next(line, index, bytes) + 1 : line + 1))
    }
    return result
  }

  /// Codes, separated by commas with or without blanks, and what is behind them.
  private static func parts(_ text: Substring) -> (codes: [String], reason: String) {
    var codes: [String] = []
    var rest = text.drop { $0 == " " }
    while true {
      let word = rest.prefix { $0.isLetter || $0.isNumber }
      guard !word.isEmpty else { break }
      let behind = rest.dropFirst(word.count)
      let isCode =
        codes.isEmpty
        || word.count == 6 && DiagnosticCode.Area(rawValue: word.prefix(3).uppercased()) != nil
      guard isCode else { break }
      codes.append(word.uppercased())
      rest = behind.drop { $0 == " " }
      guard rest.first == "," else { break }
      rest = rest.dropFirst().drop { $0 == " " }
    }
    return (codes, String(rest))
  }

  /// The `#` of the comment on a line.
  private static func start(in bytes: [UInt8], _ range: Range<Int>) -> Int? {
    var offset = range.lowerBound
    while offset < range.upperBound {
      if bytes[offset] == 0x23, offset == range.lowerBound || bytes[offset - 1] <= 0x20 {
        var rest = bytes[(offset + 1)..<range.upperBound]
        while rest.first == 0x20 { rest.removeFirst() }
        if rest.starts(with: mark) { return offset }
      }
      offset += 1
    }
    return nil
  }

  /// The first line behind `line` that holds more than a comment.
  private static func next(_ line: Int, _ index: LineIndex, _ bytes: [UInt8]) -> Int {
    var next = line + 1
    while next < index.lineCount {
      let text = bytes[index.content(ofLine: next)].drop { $0 == 0x20 || $0 == 0x09 }
      if let first = text.first, first != 0x23 { return next }
      next += 1
    }
    return line
  }
}
