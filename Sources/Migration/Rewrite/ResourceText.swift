import Diagnostics
import YAMLSyntax

/// The new objects as text that takes the place of the old one.
struct ResourceText {
  let form: ResourceRegion.Form
  /// Line break of the file at hand.
  let lineBreak: String

  /// `objects` with the comments of the old resource, without a line break at the end.
  func write(_ objects: [YAMLNode], _ comments: CommentBook) -> [UInt8] {
    if form == .flowItem { return flow(objects, comments) }
    var placer = CommentPlacer(comments)
    var placed = objects
    for index in placed.indices { placer.place(in: &placed[index]) }
    if let last = placed.indices.last {
      placed[last] = placed[last].withLines(above: placer.remaining)
      placed[last].closeLastScalar()
    }
    let texts = placed.map { trimmed(YAMLPrinter.print($0)) }
    let joined: [UInt8]
    switch form {
    case .document(let sharesLine):
      joined = (sharesLine ? [0x0A] : []) + Array(texts.joined(separator: Array("\n---\n".utf8)))
    case .item(let dash, let column):
      let separator = "\n" + blanks(dash) + "-" + blanks(max(1, column - dash - 1))
      joined = Array(
        texts.map { indent($0, by: column) }.joined(separator: Array(separator.utf8)))
    case .flowItem: joined = []
    }
    return lineBreak == "\n" ? joined : withBreaks(joined)
  }

  /// Items of a flow list stay JSON; comments stand in front of them.
  private func flow(_ objects: [YAMLNode], _ comments: CommentBook) -> [UInt8] {
    let lines = comments.remaining.map { $0 + "\n" }.joined()
    let texts = objects.map { trimmed(JSONPrinter.print($0)) }
    let text =
      Array((lines.isEmpty ? "" : "\n" + lines).utf8) + texts.joined(separator: Array(",\n".utf8))
    return lineBreak == "\n" ? text : withBreaks(text)
  }

  private func trimmed(_ text: [UInt8]) -> [UInt8] {
    text.last == 0x0A ? Array(text.dropLast()) : text
  }

  private func blanks(_ count: Int) -> String { String(repeating: " ", count: count) }

  /// Indents every line but the first; empty lines stay empty.
  private func indent(_ text: [UInt8], by column: Int) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(text.count + text.count / 8)
    for (index, byte) in text.enumerated() {
      result.append(byte)
      if byte == 0x0A, index + 1 < text.count, text[index + 1] != 0x0A {
        result.append(contentsOf: repeatElement(0x20, count: column))
      }
    }
    return result
  }

  private func withBreaks(_ text: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    for byte in text {
      if byte == 0x0A { result += lineBreak.utf8 } else { result.append(byte) }
    }
    return result
  }
}

extension YAMLNode {
  /// Puts the last scalar into quotes if it ends in a line break: in a block scalar, what follows the
  /// resource would decide how many there are.
  fileprivate mutating func closeLastScalar() {
    switch content {
    case .scalar(let scalar):
      if scalar.text.utf8.last == 0x0A { content = .scalar(YAMLScalar(scalar.text, .quoted)) }
    case .sequence(var items):
      guard !items.isEmpty else { return }
      items[items.count - 1].closeLastScalar()
      content = .sequence(items)
    case .mapping(var entries):
      guard !entries.isEmpty else { return }
      entries[entries.count - 1].value.closeLastScalar()
      content = .mapping(entries)
    }
  }

  /// The mapping with comment lines in front of its first key.
  fileprivate func withLines(above lines: [String]) -> YAMLNode {
    guard !lines.isEmpty, var entries = entries, !entries.isEmpty else { return self }
    var comments = entries[0].key.comments ?? AttachedComments()
    comments.above = lines + comments.above
    entries[0].key.properties.removeAll { if case .comments = $0 { true } else { false } }
    entries[0].key.properties.append(.comments(comments))
    var copy = self
    copy.content = .mapping(entries)
    return copy
  }
}
