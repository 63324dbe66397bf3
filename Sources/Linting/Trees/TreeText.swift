package import Diagnostics
import YAMLSyntax

/// The text of a runbook or a script of a tree.
package struct TreeText: Sendable {
  let bytes: [UInt8]
  private let file: SourceFileID?

  /// `bytes`, read from `file`; nil for a text that a compiler is about to write.
  package init(_ bytes: [UInt8], file: SourceFileID?) {
    self.bytes = bytes
    self.file = file
  }

  /// Whether `word` occurs.
  func contains(_ word: StaticString) -> Bool {
    ByteSearch.contains(word, in: bytes, 0..<bytes.count)
  }

  /// The lines that hold `first` and one of `others`.
  func lines(with first: StaticString, _ others: StaticString...) -> [Range<Int>] {
    var result: [Range<Int>] = []
    var start = 0
    while let found = ByteSearch.first(first, in: bytes, start..<bytes.count) {
      let begin = bytes[..<found].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
      let end = ByteSearch.first(0x0A, in: bytes, found..<bytes.count) ?? bytes.count
      if others.contains(where: { ByteSearch.contains($0, in: bytes, begin..<end) }) {
        result.append(begin..<end)
      }
      start = end
    }
    return result
  }

  /// The place of a line; nil where the text is not an input.
  func span(_ line: Range<Int>) -> SourceSpan? {
    file.map { SourceSpan(file: $0, start: line.lowerBound, end: line.upperBound) }
  }
}
