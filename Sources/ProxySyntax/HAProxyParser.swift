package import Diagnostics

/// Reads HAProxy configurations (HAProxy 2.6 to 3.4, configuration manual sections 2.1 and 2.2).
///
/// Comments are dropped. Lines before the first section, which HAProxy refuses, are dropped as well:
/// whether HAProxy accepts a file is for HAProxy to say.
package enum HAProxyParser {
  /// The configuration in `file`; the span of a section is that of its header.
  package static func parse(_ file: SourceFile) -> HAProxyConfiguration {
    var sections: [HAProxySection] = []
    let index = LineIndex(file.bytes)
    for number in 0..<index.lineCount {
      let range = index.content(ofLine: number)
      guard let (words, span) = words(file, range) else { continue }
      if let kind = HAProxySection.Kind(header: words) {
        sections.append(HAProxySection(kind, at: span, []))
      } else if !sections.isEmpty {
        sections[sections.count - 1].lines.append(ProxyLine(words, at: span))
      }
    }
    return HAProxyConfiguration(comments: [], sections: sections)
  }

  /// The words of a line and what they span; nil for a line without any.
  private static func words(
    _ file: SourceFile, _ range: Range<Int>
  ) -> (words: [String], span: SourceSpan)? {
    var words: [String] = []
    var word: [UInt8]?
    var quote: UInt8?
    var isEscaped = false
    var start: Int?
    var end = range.lowerBound
    scan: for offset in range {
      let byte = file.bytes[offset]
      switch byte {
      case _ where isEscaped:
        word = word ?? []
        word?.append(byte)
        isEscaped = false
      case 0x5C where quote != 0x27: isEscaped = true
      case _ where byte == quote: quote = nil
      case 0x22, 0x27:
        guard quote == nil else { fallthrough }
        quote = byte
        word = word ?? []
      case 0x20, 0x09, 0x0D:
        guard quote == nil else { fallthrough }
        if let text = word { words.append(String(decoding: text, as: UTF8.self)) }
        word = nil
        continue
      case 0x23:
        guard quote == nil else { fallthrough }
        break scan
      default:
        word = word ?? []
        word?.append(byte)
      }
      start = start ?? offset
      end = offset + 1
    }
    if let text = word { words.append(String(decoding: text, as: UTF8.self)) }
    guard let start, !words.isEmpty else { return nil }
    return (words, SourceSpan(file: file.id, start: start, end: end))
  }
}
