package import Diagnostics

/// Builds a mapping in the order of the calls; absent and empty values write nothing.
///
/// The order of keys is thereby decided once, by the type that writes itself.
package struct YAMLMapping {
  package private(set) var entries: [YAMLEntry] = []

  package init() { entries.reserveCapacity(6) }

  /// Builds a mapping in one expression.
  package static func build(
    at span: SourceSpan? = nil, _ body: (inout YAMLMapping) -> Void
  ) -> YAMLNode {
    var mapping = YAMLMapping()
    body(&mapping)
    return .mapping(mapping.entries, at: span)
  }

  /// Writes `value` under `key`; nil writes nothing.
  package mutating func set(_ key: String, _ value: (some YAMLWritable)?) {
    guard let value else { return }
    let node = value.yaml
    entries.append(YAMLEntry(.string(key, at: node.span), node))
  }

  /// Writes a list under `key` unless it is empty.
  package mutating func list(_ key: String, _ values: [some YAMLWritable]) {
    if !values.isEmpty { set(key, values) }
  }

  /// Writes a mapping of strings under `key` unless it is empty.
  package mutating func strings(_ key: String, _ pairs: [(String, Located<String>)]) {
    guard !pairs.isEmpty else { return }
    set(
      key,
      YAMLMapping.build { inner in
        for (name, value) in pairs { inner.set(name, value) }
      })
  }

  /// Writes a nested mapping under `key` unless `body` leaves it empty.
  package mutating func nested(
    _ key: String, at span: SourceSpan? = nil, _ body: (inout YAMLMapping) -> Void
  ) {
    let node = YAMLMapping.build(at: span, body)
    if node.entries?.isEmpty == false { set(key, node) }
  }
}
