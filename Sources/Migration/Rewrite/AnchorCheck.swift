import Diagnostics
import YAMLSyntax

/// Anchors of a resource that others of its document use.
enum AnchorCheck {
  /// The first alias outside `resource` that names an anchor inside of it, with what it names.
  static func borrowed(
    from resource: YAMLNode, in root: YAMLNode
  ) -> (anchor: YAMLNode, alias: YAMLNode)? {
    var anchors: [String: YAMLNode] = [:]
    collect(resource, &anchors)
    guard !anchors.isEmpty, let range = resource.span?.range,
      let alias = alias(root, anchors, outside: range), let name = alias.alias,
      let anchor = anchors[name]
    else { return nil }
    return (anchor, alias)
  }

  private static func collect(_ node: YAMLNode, _ anchors: inout [String: YAMLNode]) {
    guard node.alias == nil else { return }
    for case .anchor(let name) in node.properties { anchors[name] = node }
    for entry in node.entries ?? [] {
      collect(entry.key, &anchors)
      collect(entry.value, &anchors)
    }
    for item in node.items ?? [] { collect(item, &anchors) }
  }

  private static func alias(
    _ node: YAMLNode, _ anchors: [String: YAMLNode], outside range: Range<Int>
  ) -> YAMLNode? {
    if let name = node.alias {
      let isInside = node.span.map { range.contains($0.range.lowerBound) } ?? true
      return !isInside && anchors[name] != nil ? node : nil
    }
    for entry in node.entries ?? [] {
      if let found = alias(entry.value, anchors, outside: range) { return found }
    }
    for item in node.items ?? [] {
      if let found = alias(item, anchors, outside: range) { return found }
    }
    return nil
  }
}
