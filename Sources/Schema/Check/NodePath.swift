package import Diagnostics
package import YAMLSyntax

/// The path of a place in an object, as people write it: `spec.containers[0].image`.
package enum NodePath {
  /// The path of the innermost value or key that holds `span`; nil when that is the object itself.
  package static func find(_ span: SourceSpan, in root: YAMLNode) -> String? {
    var path = ""
    var node = root
    while let (step, next) = step(span, node) {
      path += step
      guard let next else { break }
      node = next
    }
    if path.hasPrefix(".") { path.removeFirst() }
    return path.isEmpty ? nil : path
  }

  private static func step(_ span: SourceSpan, _ node: YAMLNode) -> (String, YAMLNode?)? {
    if let items = node.items {
      let position = find(items.count, span) { items[$0].span }
      return position.map { ("[\($0)]", items[$0]) }
    }
    guard let entries = node.entries else { return nil }
    let whole = find(entries.count, span) { index in
      guard let key = entries[index].key.span else { return entries[index].value.span }
      guard let value = entries[index].value.span, value.file == key.file, value.end > key.end
      else {
        return key
      }
      return key.extended(to: value)
    }
    guard let whole else { return nil }
    let entry = entries[whole]
    let name = entry.key.scalar?.text ?? "?"
    if holds(entry.key.span, span) { return (".\(name)", nil) }
    return holds(entry.value.span, span) ? (".\(name)", entry.value) : nil
  }

  /// The position of what holds `span`: children stand in the order of the file, unless aliases and
  /// merge keys bring others in.
  private static func find(
    _ count: Int, _ span: SourceSpan, _ place: (Int) -> SourceSpan?
  ) -> Int? {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      guard let found = place(middle) else { break }
      if found.end < span.end || found.end < span.start { low = middle + 1 } else { high = middle }
    }
    if low < count, holds(place(low), span) { return low }
    return (0..<count).first { holds(place($0), span) }
  }

  private static func holds(_ outer: SourceSpan?, _ inner: SourceSpan) -> Bool {
    guard let outer, outer.file == inner.file else { return false }
    return outer.start <= inner.start && inner.end <= outer.end
  }
}
