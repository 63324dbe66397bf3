extension YAMLNode {
  /// The node at the end of a path of keys.
  package func at(_ path: String...) -> YAMLNode? { at(path[...]) }

  private func at(_ path: ArraySlice<String>) -> YAMLNode? {
    guard let key = path.first else { return self }
    return self[key]?.at(path.dropFirst())
  }

  /// The text of a string at the end of a path of keys; nil for anything else.
  package func text(_ path: String...) -> String? {
    guard let scalar = at(path[...])?.scalar, scalar.resolved() == .string else { return nil }
    return scalar.text
  }

  /// The integer at the end of a path of keys.
  package func integer(_ path: String...) -> Int? {
    guard case .integer(let value)? = at(path[...])?.scalar?.resolved() else { return nil }
    return value
  }

  /// The boolean at the end of a path of keys.
  package func flag(_ path: String...) -> Bool? {
    guard case .boolean(let value)? = at(path[...])?.scalar?.resolved() else { return nil }
    return value
  }

  /// The pairs of a mapping of strings at the end of a path of keys, by key; empty when there is none.
  package func pairs(_ path: String...) -> [String: String] {
    var result: [String: String] = [:]
    for entry in at(path[...])?.entries ?? [] {
      if let key = entry.key.scalar?.text, let value = entry.value.scalar?.text {
        result[key] = value
      }
    }
    return result
  }

  /// A mapping of strings, sorted by key.
  package static func pairs(_ pairs: [String: String]) -> YAMLNode {
    .mapping(
      pairs.keys.sorted().map { YAMLEntry(.string($0), .string(pairs[$0] ?? "")) })
  }

  /// A mapping in the order of `pairs`.
  package static func object(_ pairs: KeyValuePairs<String, YAMLNode>) -> YAMLNode {
    .mapping(pairs.map { YAMLEntry(.string($0.key), $0.value) })
  }

  /// The mapping with `value` under `key`: in the place of the old one, or behind the last entry.
  package mutating func set(_ key: String, _ value: YAMLNode) {
    var entries = entries ?? []
    if let index = entries.lastIndex(where: { $0.key.scalar?.text == key }) {
      entries[index].value = value
    } else {
      entries.append(YAMLEntry(.string(key), value))
    }
    content = .mapping(entries)
  }

  /// The mapping without `key`.
  package mutating func remove(_ key: String) {
    guard let entries else { return }
    content = .mapping(entries.filter { $0.key.scalar?.text != key })
  }
}

extension YAMLNode: ExpressibleByStringLiteral {
  package init(stringLiteral value: String) { self = .string(value) }
}
