package import Diagnostics

/// Edits of mappings in their source: every byte outside the edited entries stays, comments
/// included.
package struct MappingEdits: Sendable {
  /// Why a mapping cannot be edited where it is.
  package struct Problem: Error, Hashable {
    package let message: String
    package let span: SourceSpan?

    package init(message: String, span: SourceSpan?) {
      self.message = message
      self.span = span
    }
  }

  private let file: SourceFile
  private let lineBreak: String
  private var edits = SourceEdits()

  package init(_ file: SourceFile) {
    self.file = file
    let first = file.bytes.firstIndex(of: 0x0A)
    let isWindows = first.map { $0 > 0 && file.bytes[$0 - 1] == 0x0D } ?? false
    lineBreak = isWindows ? "\r\n" : "\n"
  }

  /// The bytes with all edits in place.
  package func apply() throws(SourceEdits.Problem) -> [UInt8] { try edits.apply(to: file) }

  /// Sets `key` of `mapping` to `value`.
  ///
  /// A scalar is replaced in place, anything else with its lines; a new entry goes behind the last one,
  /// or before the first with `isFirst`.
  package mutating func set(
    _ key: String, _ value: YAMLNode, in mapping: YAMLNode, isFirst: Bool = false
  ) throws(Problem) {
    guard let entry = mapping.entry(key), let start = entry.key.span?.range.lowerBound else {
      return try insert(key, value, in: mapping, isFirst: isFirst)
    }
    if let alias = entry.value.alias {
      throw Problem(message: "`\(key)` is written as the alias `*\(alias)`", span: entry.value.span)
    }
    if value.scalar != nil, let span = entry.value.span, entry.value.scalar != nil,
      entry.value.properties.isEmpty, span.start < span.end
    {
      return edits.replace(span, with: FlowText.text(value))
    }
    if isFlow(mapping) {
      edits.replace(span(start, Self.end(of: entry)), with: "\(key): \(FlowText.text(value))")
    } else {
      let end = lineEnd(Self.end(of: entry))
      edits.replace(span(start, end), with: block(key, value, at: start) + lineBreak)
    }
  }

  /// Removes the entry `key`: with its lines, or from a mapping on one line.
  package mutating func remove(_ key: String, in mapping: YAMLNode) throws(Problem) {
    guard let entries = mapping.entries,
      let index = entries.lastIndex(where: { $0.key.scalar?.text == key }),
      let start = entries[index].key.span?.range.lowerBound
    else { return }
    let entry = entries[index]
    if isFlow(mapping) {
      if index + 1 < entries.count, let next = entries[index + 1].key.span?.range.lowerBound {
        edits.replace(span(start, next), with: "")
      } else {
        let before = index == 0 ? start : Self.end(of: entries[index - 1])
        edits.replace(span(before, Self.end(of: entry)), with: "")
      }
      return
    }
    guard entries.count > 1 else {
      throw Problem(message: "`\(key)` is the only entry of its mapping", span: entry.key.span)
    }
    let begin = lineStart(start)
    // The first entry of a list item shares its line with the dash.
    if isBlank(begin..<start) {
      edits.replace(span(begin, lineEnd(Self.end(of: entry))), with: "")
    } else {
      let next = entries.first { ($0.key.span?.range.lowerBound ?? 0) > start }
      edits.replace(span(start, next?.key.span?.range.lowerBound ?? start), with: "")
    }
  }

  // MARK: Insertion

  private mutating func insert(
    _ key: String, _ value: YAMLNode, in mapping: YAMLNode, isFirst: Bool
  ) throws(Problem) {
    guard let first = mapping.entries?.first, let place = first.key.span?.range.lowerBound else {
      throw Problem(message: "there is no mapping for `\(key)`", span: mapping.span)
    }
    if isFlow(mapping) {
      let text = "\(key): \(FlowText.text(value))"
      let end = mapping.entries?.map(Self.end(of:)).max() ?? place
      return isFirst
        ? edits.replace(span(place, place), with: "\(text), ")
        : edits.replace(span(end, end), with: ", \(text)")
    }
    let text = block(key, value, at: place)
    let indent = String(repeating: " ", count: place - lineStart(place))
    if isFirst {
      edits.replace(span(place, place), with: "\(text)\(lineBreak)\(indent)")
      return
    }
    let end = mapping.entries?.map(Self.end(of:)).max() ?? place
    let behind = lineEnd(end)
    // A last line without a break gets one.
    let isOpen = behind == file.bytes.count && file.bytes.last != 0x0A
    edits.replace(
      span(behind, behind),
      with: isOpen ? "\(lineBreak)\(indent)\(text)" : "\(indent)\(text)\(lineBreak)")
  }

  /// An entry in block style for the column of `place`, without indent before and break behind it.
  private func block(_ key: String, _ value: YAMLNode, at place: Int) -> String {
    let indent = String(repeating: " ", count: place - lineStart(place))
    let printed = YAMLPrinter.print(.mapping([YAMLEntry(.string(key), value)]))
    return String(decoding: printed, as: UTF8.self).split(separator: "\n")
      .joined(separator: lineBreak + indent)
  }

  // MARK: Places

  private func isFlow(_ node: YAMLNode) -> Bool { node.properties.contains(.flow) }

  private func span(_ start: Int, _ end: Int) -> SourceSpan {
    SourceSpan(file: file.id, start: start, end: end)
  }

  private func lineStart(_ offset: Int) -> Int {
    var start = offset
    while start > 0, file.bytes[start - 1] != 0x0A { start -= 1 }
    return start
  }

  /// Behind the line break of the line that holds `offset`.
  private func lineEnd(_ offset: Int) -> Int {
    var end = offset
    // A block scalar ends behind its line break.
    if end > 0, file.bytes[end - 1] == 0x0A { return end }
    while end < file.bytes.count, file.bytes[end] != 0x0A { end += 1 }
    return min(end + 1, file.bytes.count)
  }

  private func isBlank(_ range: Range<Int>) -> Bool {
    file.bytes[range].allSatisfy { $0 == 0x20 }
  }

  /// Behind the last byte that an entry's value really has: block collections end where the next
  /// token starts.
  private static func end(of entry: YAMLEntry) -> Int {
    max(entry.key.span?.range.upperBound ?? 0, end(of: entry.value))
  }

  private static func end(of node: YAMLNode) -> Int {
    switch node.content {
    case .mapping(let entries) where !node.properties.contains(.flow):
      entries.map(end(of:)).max() ?? 0
    case .sequence(let items) where !node.properties.contains(.flow):
      items.map(end(of:)).max() ?? 0
    // What is not written is nowhere: a null takes the place of the next token.
    case .scalar(let scalar) where scalar.text.isEmpty && scalar.style == .plain: 0
    default: node.span?.range.upperBound ?? 0
    }
  }
}

/// Nodes on one line, as they stand inside of flow collections too.
private enum FlowText {
  static func text(_ node: YAMLNode) -> String {
    switch node.content {
    case .mapping(let entries):
      return "{" + entries.map { "\(text($0.key)): \(text($0.value))" }.joined(separator: ", ")
        + "}"
    case .sequence(let items): return "[" + items.map(text).joined(separator: ", ") + "]"
    case .scalar(let scalar):
      // Brackets, braces and commas end a plain scalar here, and nowhere else.
      let isSafe = !scalar.text.contains { "[]{},".contains($0) }
      let printed = YAMLPrinter.print(.mapping([YAMLEntry(.string("k"), node)]))
      let plain = String(decoding: printed.dropFirst(3).dropLast(), as: UTF8.self)
      guard !isSafe, plain == scalar.text else { return plain }
      return "'"
        + plain.split(separator: "'", omittingEmptySubsequences: false)
        .joined(separator: "''") + "'"
    }
  }
}
