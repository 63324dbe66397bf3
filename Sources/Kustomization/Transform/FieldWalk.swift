import Diagnostics
import YAMLSyntax

/// Walks a path of keys into an object, through every list on the way.
///
/// Follows kyaml 0.21.1, `filters/fieldspec`: null ends the way quietly, any other scalar is a fault.
enum FieldWalk {
  /// Edits every node that `path` leads to.
  ///
  /// `created` is what a missing last field becomes; nil leaves out what is missing.
  static func edit(
    _ node: inout YAMLNode, _ path: ArraySlice<String>, created: YAMLNode? = nil,
    at span: SourceSpan? = nil, _ change: (inout YAMLNode) throws(Fault) -> Void
  ) throws(Fault) {
    guard let word = path.first else { return try change(&node) }
    if node.isNull { return }
    let key = Self.key(word)
    switch node.content {
    case .scalar:
      throw Fault(
        .kustomizationResource,
        "`\(path.joined(separator: "."))` cannot be followed into \(node.kindDescription)",
        at: node.span)
    case .sequence:
      var items = node.takeItems()
      defer { node.content = .sequence(items) }
      for position in items.indices {
        try edit(&items[position], path, created: created, at: span, change)
      }
    case .mapping(let known):
      guard let index = known.lastIndex(where: { $0.key.scalar?.text == key }) else {
        guard let created, key == word else { return }
        var value = path.count == 1 ? created : YAMLNode.empty
        value.span = span
        try edit(&value, path.dropFirst(), created: created, at: span, change)
        node.content = .mapping(known + [YAMLEntry(.string(key, at: span), value)])
        return
      }
      var entries = node.takeEntries()
      defer { node.content = .mapping(entries) }
      var value = entries[index].value
      entries[index].value = .empty
      defer { entries[index].value = value }
      if value.isNull, key == word, let created {
        value = path.count == 1 ? created : YAMLNode.empty
        value.span = span
      }
      try edit(&value, path.dropFirst(), created: created, at: span, change)
    }
  }

  /// A part of a path without the mark of lists.
  private static func key(_ word: String) -> String {
    word.hasSuffix("[]") ? String(word.dropLast(2)) : word
  }

  /// Whether `path` leads to anything in `node`; quick, and without a copy.
  static func reaches(_ node: YAMLNode, _ path: ArraySlice<String>) -> Bool {
    guard let word = path.first else { return true }
    switch node.content {
    case .scalar: return !node.isNull
    case .sequence(let items): return items.contains { reaches($0, path) }
    case .mapping: return node[Self.key(word)].map { reaches($0, path.dropFirst()) } ?? false
    }
  }
}

extension Resource {
  /// Edits what a spec leads to, where the spec is for this kind.
  mutating func edit(
    _ spec: FieldSpec, created: YAMLNode, at span: SourceSpan?,
    _ change: (inout YAMLNode) throws(Fault) -> Void
  ) throws(Fault) {
    guard spec.applies(to: id) else { return }
    let made = spec.creates ? created : nil
    guard spec.creates || FieldWalk.reaches(root, spec.path[...]) else { return }
    var copy = root
    root = .empty
    defer { root = copy }
    try FieldWalk.edit(&copy, spec.path[...], created: made, at: span, change)
  }
}
