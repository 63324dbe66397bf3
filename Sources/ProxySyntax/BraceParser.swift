package import Diagnostics

/// Reads configurations whose blocks are in braces: NGINX's and keepalived's.
///
/// Comments are dropped; whether the program accepts a file is for the program to say.
package struct BraceParser {
  /// How a statement without a block ends.
  package enum Dialect: Sendable {
    /// With a semicolon (nginx.org, "Beginner's Guide", structure of the configuration file).
    case nginx
    /// With its line (keepalived.conf(5), 2.2).
    case keepalived
  }

  private enum Token: Equatable {
    case word(String)
    case open
    case close
    case end
  }

  private let file: SourceFile
  private let dialect: Dialect
  private var offset = 0

  /// The configuration in `file`; the span of a statement is that of its words.
  package static func parse(_ file: SourceFile, _ dialect: Dialect) -> BraceConfiguration {
    var parser = BraceParser(file: file, dialect: dialect)
    return BraceConfiguration(comments: [], statements: parser.statements(depth: 0))
  }

  private init(file: SourceFile, dialect: Dialect) {
    self.file = file
    self.dialect = dialect
  }

  /// Blocks deeper than any program nests them are not followed, so that input cannot exhaust the stack.
  private static let depthLimit = 64

  private mutating func statements(depth: Int) -> [BraceStatement] {
    var result: [BraceStatement] = []
    var words: [String] = []
    var range: Range<Int>?
    func span() -> SourceSpan? {
      range.map { SourceSpan(file: file.id, start: $0.lowerBound, end: $0.upperBound) }
    }
    while let (token, place) = next() {
      switch token {
      case .word(let text):
        words.append(text)
        range = (range?.lowerBound ?? place.lowerBound)..<place.upperBound
        continue
      case .end:
        if !words.isEmpty { result.append(BraceStatement(words, at: span())) }
      case .open:
        let block = depth < Self.depthLimit ? statements(depth: depth + 1) : []
        result.append(BraceStatement(words, at: span(), block: block))
      case .close:
        if !words.isEmpty { result.append(BraceStatement(words, at: span())) }
        return result
      }
      words = []
      range = nil
    }
    if !words.isEmpty { result.append(BraceStatement(words, at: span())) }
    return result
  }

  private mutating func next() -> (Token, Range<Int>)? {
    let bytes = file.bytes
    while offset < bytes.count {
      let start = offset
      switch bytes[offset] {
      case 0x0A where dialect == .keepalived, 0x3B where dialect == .nginx:
        offset += 1
        return (.end, start..<offset)
      case 0x20, 0x09, 0x0D, 0x0A: offset += 1
      case 0x23: skipComment()
      // keepalived takes `!` for a comment as well.
      case 0x21 where dialect == .keepalived: skipComment()
      case 0x7B:
        offset += 1
        return (.open, start..<offset)
      case 0x7D:
        offset += 1
        return (.close, start..<offset)
      default:
        let text = word()
        return (.word(text), start..<offset)
      }
    }
    return nil
  }

  private mutating func skipComment() {
    while offset < file.bytes.count, file.bytes[offset] != 0x0A { offset += 1 }
  }

  private mutating func word() -> String {
    let bytes = file.bytes
    var text: [UInt8] = []
    var quote: UInt8?
    while offset < bytes.count {
      let byte = bytes[offset]
      if byte == quote {
        quote = nil
      } else if quote == nil, byte == 0x22 || byte == 0x27 && dialect == .nginx {
        quote = byte
      } else if byte == 0x24, dialect == .nginx, offset + 1 < bytes.count, bytes[offset + 1] == 0x7B
      {
        // A variable in braces: `${name}`.
        let end = bytes[offset...].firstIndex(of: 0x7D) ?? bytes.count - 1
        text += bytes[offset...end]
        offset = end
      } else if byte == 0x5C, offset + 1 < bytes.count {
        offset += 1
        text.append(bytes[offset])
      } else if quote == nil, ends(byte) {
        break
      } else {
        text.append(byte)
      }
      offset += 1
    }
    return String(decoding: text, as: UTF8.self)
  }

  private func ends(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x20, 0x09, 0x0D, 0x0A, 0x7B, 0x7D: true
    case 0x3B: dialect == .nginx
    default: false
    }
  }
}
