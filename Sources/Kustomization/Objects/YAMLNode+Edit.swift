import Diagnostics
import YAMLSyntax

extension YAMLNode {
  /// Edits the node at a path of keys; missing mappings on the way are made, and a missing node is null.
  mutating func edit(
    _ path: ArraySlice<String>, _ span: SourceSpan?, _ change: (inout YAMLNode) -> Void
  ) {
    guard let key = path.first else { return change(&self) }
    var entries = takeEntries()
    let index: Int
    if let found = entries.lastIndex(where: { $0.key.scalar?.text == key }) {
      index = found
    } else {
      index = entries.count
      entries.append(YAMLEntry(.string(key, at: span), YAMLNode.null(at: span)))
    }
    var value = entries[index].value
    entries[index].value = .empty
    value.edit(path.dropFirst(), span, change)
    entries[index].value = value
    content = .mapping(entries)
  }

  /// Takes the entries out, so that they can be changed without a copy; anything but a mapping has none.
  mutating func takeEntries() -> [YAMLEntry] {
    guard case .mapping(let entries) = content else { return [] }
    content = .mapping([])
    return entries
  }

  /// Takes the items out.
  mutating func takeItems() -> [YAMLNode] {
    guard case .sequence(let items) = content else { return [] }
    content = .sequence([])
    return items
  }

  static func null(at span: SourceSpan?) -> YAMLNode {
    YAMLNode(.scalar(YAMLScalar("null", .plain)), at: span)
  }

  static let empty = YAMLNode(.mapping([]))

  /// The same tree without anchors, aliases, comments and styles of the source.
  ///
  /// Values are those that kyaml reads: binary ones decoded, and a missing one in braces an empty string.
  func plain() -> YAMLNode {
    var copy = self
    copy.properties = []
    let isFlow = properties.contains(.flow)
    switch content {
    case .scalar(let scalar):
      if tag == Self.binaryTag, let text = Base64.decode(scalar.text) {
        copy.content = .scalar(YAMLScalar(text, .string))
      }
    case .sequence(let items): copy.content = .sequence(items.map { $0.plain() })
    case .mapping(let entries):
      copy.content = .mapping(
        entries.map { entry in
          var key = entry.key
          key.properties = []
          if isFlow, let scalar = entry.value.scalar, scalar.style == .plain, scalar.text.isEmpty {
            return YAMLEntry(key, .string("", at: entry.value.span))
          }
          return YAMLEntry(key, entry.value.plain())
        })
    }
    return copy
  }

  private static let binaryTag = "tag:yaml.org,2002:binary"
}
