package import Diagnostics

/// Edits of mappings in their source: every byte outside of the edited entries stays, comments
/// included.
package struct MappingEdits: Sendable {
  /// Why a mapping cannot be edited where it stands.
  package struct Problem: Error, Hashable {
    package let message: String
    package let span: SourceSpan?

    package init(message: String, span: SourceSpan?) {
      self.message = message
      self.span = span
    }
  }

  private let file: SourceFile
  private var edits = SourceEdits()

  package init(_ file: SourceFile) {
    self.file = file
  }

  /// The bytes with all edits in place.
  package func apply() throws(SourceEdits.Problem) -> [UInt8] { try edits.apply(to: file) }

  /// Sets `key` of `mapping` to `value`: replaces a scalar in place, or adds an entry behind the
  /// last one (before the first with `isFirst`).
  package mutating func set(
    _ key: String, _ value: YAMLNode, in mapping: YAMLNode, isFirst: Bool = false
  ) throws(Problem) {
    guard let entry = mapping.entry(key) else {
      return try insert(key, value, in: mapping, isFirst: isFirst)
    }
    if let alias = entry.value.alias {
      throw Problem(message: "`\(key)` is written as the alias `*\(alias)`", span: entry.value.span)
    }
    guard let text = value.scalar, let span = entry.value.span, entry.value.scalar != nil,
      entry.value.properties.isEmpty, span.start < span.end
    else {
      try remove(key, in: mapping)
      return try insert(key, value, in: mapping, isFirst: isFirst)
    }
    edits.replace(span, with: Self.inline(.scalar(text)))
  }

  /// Removes the entry `key` with its lines.
  package mutating func remove(_ key: String, in mapping: YAMLNode) throws(Problem) {
    guard let entry = mapping.entry(key), let start = entry.key.span?.range.lowerBound else {
      return
    }
    guard !isFlow(mapping) else {
      throw Problem(
        message: "`\(key)` stands in a mapping on one line, `{…}`", span: entry.key.span)
    }
    guard let entries = mapping.entries, entries.count > 1 else {
      throw Problem(message: "`\(key)` is all that its mapping holds", span: entry.key.span)
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
      throw Problem(message: "`\(key)` has no mapping to stand in", span: mapping.span)
    }
    if isFlow(mapping) {
      guard value.scalar != nil else {
        throw Problem(
          message: "`\(key)` would stand in a mapping on one line, `{…}`", span: mapping.span)
      }
      edits.replace(span(place, place), with: "\(key): \(Self.inline(value.content)), ")
      return
    }
    let column = place - lineStart(place)
    let indent = String(repeating: " ", count: column)
    let printed = YAMLPrinter.print(.mapping([YAMLEntry(.string(key), value)]))
    let lines = String(decoding: printed, as: UTF8.self).split(separator: "\n")
    let text = lines.joined(separator: "\n" + indent)
    if isFirst || mapping.entries?.count == 1 {
      edits.replace(span(place, place), with: "\(text)\n\(indent)")
    } else {
      let behind = lineEnd(mapping.entries?.map(Self.end(of:)).max() ?? place)
      edits.replace(span(behind, behind), with: "\(indent)\(text)\n")
    }
  }

  /// A scalar as it stands behind its key.
  private static func inline(_ content: YAMLNode.Content) -> String {
    let printed = YAMLPrinter.print(.mapping([YAMLEntry(.string("k"), YAMLNode(content))]))
    return String(decoding: printed.dropFirst(3).dropLast(), as: UTF8.self)
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
    default: max(0, (node.span?.range.upperBound ?? 0))
    }
  }
}
