package import YAMLSyntax

/// Lays one tree over another, as rule examples are laid over the base topology.
package enum YAMLOverlay {
  /// Mappings merge; lists of mappings merge by `id`; everything else is replaced.
  package static func apply(_ overlay: YAMLNode, over base: YAMLNode) -> YAMLNode {
    if let entries = overlay.entries, var merged = base.entries {
      for entry in entries {
        let name = entry.key.scalar?.text
        if let position = merged.firstIndex(where: { $0.key.scalar?.text == name }) {
          merged[position] = YAMLEntry(entry.key, apply(entry.value, over: merged[position].value))
        } else {
          merged.append(entry)
        }
      }
      return YAMLNode(.mapping(merged), at: base.span)
    }
    if let items = overlay.items, var merged = base.items, !items.isEmpty,
      items.allSatisfy({ id($0) != nil }), merged.allSatisfy({ id($0) != nil }),
      Set(items.compactMap(id)).count == items.count
    {
      for item in items {
        if let position = merged.firstIndex(where: { id($0) == id(item) }) {
          merged[position] = apply(item, over: merged[position])
        } else {
          merged.append(item)
        }
      }
      return YAMLNode(.sequence(merged), at: base.span)
    }
    return overlay
  }

  private static func id(_ node: YAMLNode) -> String? { node["id"]?.scalar?.text }
}
