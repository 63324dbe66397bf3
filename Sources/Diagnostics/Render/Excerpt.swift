/// The source lines of one finding in one file, with carets below them.
struct Excerpt {
  /// One underlined stretch of one line, in display columns.
  private struct Mark {
    let columns: Range<Int>
    let text: String
    let isPrimary: Bool
  }

  private let bytes: [UInt8]
  private let index: LineIndex
  private var marks: [Int: [Mark]] = [:]

  /// Lines of Secrets.
  private let secrets: [Range<Int>]

  init(bytes: [UInt8], index: LineIndex, secrets: [Range<Int>]) {
    self.bytes = bytes
    self.index = index
    self.secrets = secrets
  }

  /// Underlines `span`; one over several lines is marked on its first and on its last line.
  mutating func mark(_ span: SourceSpan, _ text: String, isPrimary: Bool) {
    let first = index.line(at: Int(span.start))
    let last = index.line(at: max(Int(span.start), Int(span.end) - 1))
    if first == last {
      add(first, Int(span.start)..<Int(span.end), text, isPrimary)
    } else {
      add(first, Int(span.start)..<index.content(ofLine: first).upperBound, "", isPrimary)
      let content = index.content(ofLine: last)
      add(last, firstVisible(in: content)..<min(Int(span.end), content.upperBound), text, isPrimary)
    }
  }

  /// The rows of the excerpt: a line number or nil, and the text beside the frame.
  func rows(_ palette: Palette, _ severity: Severity) -> [(number: Int?, text: String)] {
    var rows: [(number: Int?, text: String)] = []
    var previous: Int?
    for line in marks.keys.sorted() {
      if let previous, line > previous + 1 {
        // One line between two marked ones is shown; more are elided.
        rows.append(
          line == previous + 2 ? (line, shown(line - 1)) : (nil, "..."))
      }
      let onLine = (marks[line] ?? []).sorted(by: order)
      let text = shown(line)
      // Of a very long line, what surrounds the first mark is shown.
      let isLong = text.unicodeScalars.count > Self.longest
      let left = isLong ? max(0, (onLine.first?.columns.lowerBound ?? 0) - 40) : 0
      rows.append((line + 1, isLong ? window(of: text, from: left) : text))
      for mark in onLine {
        let offset = mark.columns.lowerBound - left
        guard offset < Self.longest else { continue }
        let width = min(mark.columns.count, Self.longest - offset)
        let caret = String(repeating: mark.isPrimary ? "^" : "-", count: width)
        let text = mark.text.isEmpty ? caret : "\(caret) \(mark.text)"
        let colored = mark.isPrimary ? palette.severity(severity, text) : palette.secondary(text)
        rows.append((nil, String(repeating: " ", count: offset) + colored))
      }
      previous = line
    }
    return rows
  }

  /// Columns of a line that are shown at most.
  private static let longest = 200

  /// The columns of `text` from `left` on, as many as are shown.
  private func window(of text: String, from left: Int) -> String {
    var column = 0
    var result = ""
    for scalar in text.unicodeScalars {
      if column >= left, column < left + Self.longest { result.unicodeScalars.append(scalar) }
      column += SafeText.width(of: scalar)
      if column >= left + Self.longest { break }
    }
    return result
  }

  private func order(_ left: Mark, _ right: Mark) -> Bool {
    left.columns.lowerBound != right.columns.lowerBound
      ? left.columns.lowerBound < right.columns.lowerBound
      : left.isPrimary && !right.isPrimary
  }

  private mutating func add(_ line: Int, _ range: Range<Int>, _ text: String, _ isPrimary: Bool) {
    let start = index.content(ofLine: line).lowerBound
    let from = width(start..<min(range.lowerBound, bytes.count))
    let to = width(start..<min(range.upperBound, bytes.count))
    let mark = Mark(
      columns: from..<max(from + 1, to), text: SafeText.escapingControls(text),
      isPrimary: isPrimary)
    marks[line, default: []].append(mark)
  }

  private func firstVisible(in content: Range<Int>) -> Int {
    content.first { bytes[$0] != 0x20 && bytes[$0] != 0x09 } ?? content.lowerBound
  }

  /// A line as shown: without secrets.
  private func shown(_ line: Int) -> String {
    let text = display(index.content(ofLine: line))
    if secrets.contains(where: { $0.contains(line) }) { return SecretMask.applyToSecret(text) }
    return continuesSecret(line, text) ? SecretMask.applyToWhole(text) : maskedAlone(line, text)
  }

  /// Whether a line is part of a value over several lines that is a secret: it is as secret as their first.
  private func continuesSecret(_ line: Int, _ text: String) -> Bool {
    guard let opener = opener(of: line) else { return false }
    let above = display(index.content(ofLine: opener))
    return maskedAlone(opener, above) != above
      || SecretMask.endsInSecretKey(above) && !text.contains(":")
      || continuesSecret(opener, above)
  }

  /// The nearest line above that is indented less: what a line belongs to.
  private func opener(of line: Int) -> Int? {
    func indentation(_ line: Int) -> Int? {
      let content = index.content(ofLine: line)
      let first = firstVisible(in: content)
      return first < content.upperBound ? first - content.lowerBound : nil
    }
    guard let own = indentation(line), own > 0 else { return nil }
    var candidate = line - 1
    // No value of a finding is longer.
    while candidate >= max(0, line - 500) {
      if let other = indentation(candidate), other < own { return candidate }
      candidate -= 1
    }
    return nil
  }

  /// A line without what its own words, and those beside it, say to be secret.
  private func maskedAlone(_ line: Int, _ text: String) -> String {
    var others: [String] = []
    // Lines of the same item: a dash begins the next one.
    if line > 0, !startsItem(text) { others.append(display(index.content(ofLine: line - 1))) }
    if line + 1 < index.lineCount {
      let next = display(index.content(ofLine: line + 1))
      if !startsItem(next) { others.append(next) }
    }
    return SecretMask.applyToVariable(SecretMask.apply(text), beside: others)
  }

  private func startsItem(_ text: String) -> Bool { text.drop { $0 == " " }.hasPrefix("-") }

  /// Bytes as shown: tabs as four blanks, controls and broken UTF-8 as replacement characters.
  private func display(_ range: Range<Int>) -> String {
    var text = ""
    for scalar in String(decoding: bytes[range], as: UTF8.self).unicodeScalars {
      switch scalar {
      case "\t": text += "    "
      case "\u{FEFF}": continue
      case _ where SafeText.isControl(scalar): text.unicodeScalars.append("\u{FFFD}")
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text
  }

  private func width(_ range: Range<Int>) -> Int {
    guard range.lowerBound < range.upperBound else { return 0 }
    return display(range).unicodeScalars.reduce(0) { $0 + SafeText.width(of: $1) }
  }
}
