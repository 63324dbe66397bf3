/// Cuts a template into text and actions, byte by byte: everything that matters is ASCII.
struct TemplateScanner {
  private let source: [UInt8]
  private var cursor = 0

  init(_ source: String) {
    self.source = Array(source.utf8)
  }

  /// The parts; nil when an action or a string in it is never closed.
  mutating func scan() -> [TemplateText.Part]? {
    var parts: [TemplateText.Part] = []
    var textStart = 0
    var trimsNext = false
    while cursor < source.count {
      guard starts(with: "{{") else {
        cursor += 1
        continue
      }
      let textEnd = cursor
      cursor += 2
      let trimsBefore = starts(with: "-") && isBlank(cursor + 1)
      if trimsBefore { cursor += 1 }
      add(textStart..<textEnd, trimsNext, trimsBefore, &parts)
      guard let (body, trimsAfter) = action() else { return nil }
      textStart = cursor
      trimsNext = trimsAfter
      let trimmed = trim(body, start: true, end: true)
      guard !source[trimmed].starts(with: "/*".utf8) else { continue }
      guard let tokens = TemplateTokens.split(source[trimmed]) else { return nil }
      let text = String(decoding: source[trimmed], as: UTF8.self)
      parts.append(.action(TemplateAction(source: text, tokens: tokens)))
    }
    add(textStart..<source.count, trimsNext, false, &parts)
    return parts
  }

  private func add(
    _ range: Range<Int>, _ start: Bool, _ end: Bool, _ parts: inout [TemplateText.Part]
  ) {
    let range = trim(range, start: start, end: end)
    if !range.isEmpty { parts.append(.text(String(decoding: source[range], as: UTF8.self))) }
  }

  /// The body of an action and whether it trims the text behind it; the cursor ends behind `}}`.
  private mutating func action() -> (body: Range<Int>, trims: Bool)? {
    let start = cursor
    if source[trim(start..<source.count, start: true, end: false)].starts(with: "/*".utf8) {
      while cursor < source.count, !starts(with: "*/") { cursor += 1 }
    }
    while cursor < source.count {
      if starts(with: "}}") {
        let end = cursor
        cursor += 2
        let trims = end - start >= 2 && source[end - 1] == 0x2D && isBlank(end - 2)
        return (start..<(trims ? end - 1 : end), trims)
      }
      let byte = source[cursor]
      cursor += 1
      guard byte == 0x22 || byte == 0x60 || byte == 0x27 else { continue }
      guard let end = TemplateTokens.end(ofString: byte, in: source[cursor...]) else { return nil }
      cursor = end
    }
    return nil
  }

  private func starts(with text: StaticString) -> Bool {
    let length = text.utf8CodeUnitCount
    guard cursor + length <= source.count else { return false }
    return (0..<length).allSatisfy { source[cursor + $0] == text.utf8Start[$0] }
  }

  private func isBlank(_ offset: Int) -> Bool { offset < source.count && source[offset].isBlank }

  private func trim(_ range: Range<Int>, start: Bool, end: Bool) -> Range<Int> {
    var (low, high) = (range.lowerBound, range.upperBound)
    if start { while low < high, source[low].isBlank { low += 1 } }
    if end { while high > low, source[high - 1].isBlank { high -= 1 } }
    return low..<high
  }
}

extension UInt8 {
  /// Blank, tab or line break: what trim marks trim.
  var isBlank: Bool { self == 0x20 || self == 0x09 || self == 0x0A || self == 0x0D }

  /// Letter, digit or underscore; bytes of other scripts count as letters.
  var isWord: Bool {
    switch self {
    case 0x30...0x39, 0x41...0x5A, 0x5F, 0x61...0x7A, 0x80...0xFF: true
    default: false
    }
  }

  var isDigit: Bool { (0x30...0x39).contains(self) }
}
