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
    for (position, item) in (node.items ?? []).enumerated() where holds(item.span, span) {
      return ("[\(position)]", item)
    }
    for entry in node.entries ?? [] {
      let name = entry.key.scalar?.text ?? "?"
      if holds(entry.key.span, span) { return (".\(name)", nil) }
      if holds(entry.value.span, span) { return (".\(name)", entry.value) }
    }
    return nil
  }

  private static func holds(_ outer: SourceSpan?, _ inner: SourceSpan) -> Bool {
    guard let outer, outer.file == inner.file else { return false }
    return outer.start <= inner.start && inner.end <= outer.end
  }
}
