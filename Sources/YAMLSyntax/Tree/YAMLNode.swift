package import Diagnostics

/// One node of a YAML tree: read from bytes, or built to be printed.
///
/// The same type serves both ways. A parsed node carries the span of its bytes; a built node carries
/// the span of the input that caused it (its provenance), or nil to inherit that of its parent.
package struct YAMLNode: Sendable {
  /// What a node holds.
  package enum Content: Sendable {
    case scalar(YAMLScalar)
    case sequence([YAMLNode])
    case mapping([YAMLEntry])
  }

  /// Rare decorations; most nodes have none and pay for none.
  package enum Property: Hashable, Sendable {
    /// `&name` stood before the node.
    case anchor(String)
    /// The node was written `*name`; content is that of the anchored node.
    case alias(String)
    /// Explicit tag, resolved to its full form.
    case tag(String)
    /// Flow style (`{}`, `[]`) in the source.
    case flow
    /// Comments to print with an entry (on its key) or an item.
    case comments(AttachedComments)
  }

  package var content: Content
  package var span: SourceSpan?
  package var properties: [Property]

  package init(
    _ content: consuming Content, at span: SourceSpan? = nil, properties: [Property] = []
  ) {
    self.content = content
    self.span = span
    self.properties = properties
  }
}

/// One key and its value, in the order of the source.
package struct YAMLEntry: Sendable {
  package var key: YAMLNode
  package var value: YAMLNode

  package init(_ key: consuming YAMLNode, _ value: consuming YAMLNode) {
    self.key = key
    self.value = value
  }
}

extension YAMLNode {
  package var scalar: YAMLScalar? {
    if case .scalar(let scalar) = content { scalar } else { nil }
  }

  package var items: [YAMLNode]? {
    if case .sequence(let items) = content { items } else { nil }
  }

  package var entries: [YAMLEntry]? {
    if case .mapping(let entries) = content { entries } else { nil }
  }

  /// The value under `key` of a mapping; the last one when a key is repeated, as readers do.
  package subscript(key: String) -> YAMLNode? {
    guard case .mapping(let entries) = content else { return nil }
    var index = entries.count
    while index > 0 {
      index -= 1
      if case .scalar(let scalar) = entries[index].key.content, scalar.text == key {
        return entries[index].value
      }
    }
    return nil
  }

  /// The entry under `key` of a mapping.
  package func entry(_ key: String) -> YAMLEntry? {
    entries?.last { $0.key.scalar?.text == key }
  }

  package var alias: String? {
    for case .alias(let name) in properties { return name }
    return nil
  }

  package var comments: AttachedComments? {
    for case .comments(let comments) in properties { return comments }
    return nil
  }

  package var tag: String? {
    for case .tag(let name) in properties { return name }
    return nil
  }

  package var isMapping: Bool {
    if case .mapping = content { true } else { false }
  }

  /// Whether nothing is set: `key:` with nothing behind it, or `null`.
  package var isNull: Bool {
    guard case .scalar(let scalar) = content, scalar.style == .plain else { return false }
    switch scalar.text.utf8.count {
    case 0: return true
    case 1: return scalar.text == "~"
    case 4:
      return scalar.text.utf8.first.map { $0 | 0x20 == 0x6E } == true && scalar.resolved() == .null
    default: return false
    }
  }

  /// Whether the node is a mapping or a sequence with something in it.
  var isCollection: Bool { entries?.isEmpty == false || items?.isEmpty == false }

  /// A word for messages: what the node is.
  package var kindDescription: String {
    switch content {
    case .scalar(let scalar): scalar.resolved().kindDescription
    case .sequence: "a list"
    case .mapping: "a mapping"
    }
  }
}
