import Diagnostics
import YAMLSyntax

/// A JSON patch (RFC 6902) as evanphx/json-patch v4 applies it for kustomize v5.8.1.
struct JSONPatch {
  private struct Operation {
    let name: String
    let path: [String]
    let from: [String]?
    let value: YAMLNode?
    let span: SourceSpan?
  }

  private let operations: [Operation]

  /// Reads the list of operations.
  init(_ node: YAMLNode) throws(Fault) {
    var operations: [Operation] = []
    for item in node.items ?? [] {
      guard item.isMapping, let name = item["op"]?.scalar?.text,
        let path = item["path"]?.scalar?.text
      else {
        throw Fault(.kustomizationPatch, "an operation needs `op` and `path`", at: item.span)
      }
      operations.append(
        Operation(
          name: name, path: Self.split(path),
          from: item["from"]?.scalar.map { Self.split($0.text) },
          value: item["value"]?.asJSON(), span: item.span))
    }
    self.operations = operations
  }

  /// Parts behind the first slash; what stands in front of it is dropped.
  private static func split(_ pointer: String) -> [String] {
    pointer.split(separator: "/", omittingEmptySubsequences: false).dropFirst().map {
      String($0).replacing("~1", with: "/").replacing("~0", with: "~")
    }
  }

  func apply(to node: inout YAMLNode) throws(Fault) {
    for operation in operations { try apply(operation, &node) }
  }

  private func apply(_ operation: Operation, _ node: inout YAMLNode) throws(Fault) {
    let value = operation.value ?? .null(at: operation.span)
    switch operation.name {
    case "add":
      try edit(operation, operation.path, &node) { (parent, key) throws(Missing) in
        try Self.add(value, key, &parent)
      }
    case "replace":
      try edit(operation, operation.path, &node) { (parent, key) throws(Missing) in
        try Self.replace(value, key, &parent)
      }
    case "remove":
      try edit(operation, operation.path, &node) { (parent, key) throws(Missing) in
        try Self.remove(key, &parent)
      }
    case "move", "copy":
      let source = operation.from ?? []
      guard let found = Self.find(node, source[...]) else {
        throw missing(operation, source)
      }
      if operation.name == "move" {
        try edit(operation, source, &node) { (parent, key) throws(Missing) in
          try Self.remove(key, &parent)
        }
      }
      try edit(operation, operation.path, &node) { (parent, key) throws(Missing) in
        try Self.add(found, key, &parent)
      }
    case "test":
      let found = Self.find(node, operation.path[...]) ?? .null
      guard NodeValue.isEqual(found, value) else {
        throw Fault(
          .kustomizationOperation, "the test of `/\(operation.path.joined(separator: "/"))` fails",
          at: operation.span
        ).label(found.span, "the value")
      }
    default:
      throw Fault(
        .kustomizationPatch, "unknown operation `\(operation.name)`", at: operation.span
      ).help("use add, remove, replace, move, copy or test")
    }
  }

  private func missing(_ operation: Operation, _ path: [String]) -> Fault {
    Fault(
      .kustomizationOperation,
      "`\(operation.name)` cannot be applied: the object has no `/\(path.joined(separator: "/"))`",
      at: operation.span)
  }

  private struct Missing: Error {}

  /// Finds the parent of the last part and lets `change` work on it.
  private func edit(
    _ operation: Operation, _ path: [String], _ node: inout YAMLNode,
    _ change: (inout YAMLNode, String?) throws(Missing) -> Void
  ) throws(Fault) {
    do throws(Missing) {
      try Self.descend(&node, path[...], change)
    } catch {
      throw missing(operation, path)
    }
  }

  private static func descend(
    _ node: inout YAMLNode, _ path: ArraySlice<String>,
    _ change: (inout YAMLNode, String?) throws(Missing) -> Void
  ) throws(Missing) {
    guard let key = path.first else { return try change(&node, nil) }
    if path.count == 1 { return try change(&node, key) }
    switch node.content {
    case .scalar: throw Missing()
    case .sequence:
      var items = node.takeItems()
      defer { node.content = .sequence(items) }
      let index = try existing(key, items)
      try descend(&items[index], path.dropFirst(), change)
    case .mapping:
      var entries = node.takeEntries()
      defer { node.content = .mapping(entries) }
      guard let index = entries.lastIndex(where: { $0.key.scalar?.text == key }) else {
        throw Missing()
      }
      try descend(&entries[index].value, path.dropFirst(), change)
    }
  }

  /// The index of an element that is there; negative numbers count from the end.
  private static func existing(_ key: String, _ items: [YAMLNode]) throws(Missing) -> Int {
    guard let number = Int(key) else { throw Missing() }
    let index = number < 0 ? number + items.count : number
    guard items.indices.contains(index) else { throw Missing() }
    return index
  }

  private static func add(
    _ value: YAMLNode, _ key: String?, _ node: inout YAMLNode
  ) throws(Missing) {
    guard let key else {
      node = value
      return
    }
    switch node.content {
    case .mapping: node.set(key, value)
    case .sequence(var items):
      if key == "-" {
        items.append(value)
      } else {
        guard let number = Int(key) else { throw Missing() }
        // `-1` is behind the last.
        let index = number < 0 ? number + items.count + 1 : number
        guard index >= 0, index <= items.count else { throw Missing() }
        items.insert(value, at: index)
      }
      node.content = .sequence(items)
    case .scalar: throw Missing()
    }
  }

  private static func replace(
    _ value: YAMLNode, _ key: String?, _ node: inout YAMLNode
  ) throws(Missing) {
    guard let key else {
      node = value
      return
    }
    switch node.content {
    case .mapping: node.set(key, value)
    case .sequence(var items):
      items[try existing(key, items)] = value
      node.content = .sequence(items)
    case .scalar: throw Missing()
    }
  }

  private static func remove(_ key: String?, _ node: inout YAMLNode) throws(Missing) {
    guard let key else { throw Missing() }
    switch node.content {
    case .mapping:
      guard node[key] != nil else { throw Missing() }
      node.remove(key)
    case .sequence(var items):
      items.remove(at: try existing(key, items))
      node.content = .sequence(items)
    case .scalar: throw Missing()
    }
  }

  private static func find(_ node: YAMLNode, _ path: ArraySlice<String>) -> YAMLNode? {
    guard let key = path.first else { return node }
    switch node.content {
    case .scalar: return nil
    case .mapping: return node[key].flatMap { find($0, path.dropFirst()) }
    case .sequence(let items):
      guard let index = try? existing(key, items) else { return nil }
      return find(items[index], path.dropFirst())
    }
  }
}

extension YAMLNode {
  /// The value as JSON has it once YAML 1.1 was read: `yes` and `off` are booleans in a JSON patch.
  fileprivate func asJSON() -> YAMLNode {
    var copy = self
    switch content {
    case .scalar(let scalar):
      if case .boolean(let flag) = scalar.resolved(.kubernetes) {
        copy.content = .scalar(YAMLScalar(flag ? "true" : "false", .plain))
      }
    case .sequence(let items): copy.content = .sequence(items.map { $0.asJSON() })
    case .mapping(let entries):
      copy.content = .mapping(entries.map { YAMLEntry($0.key, $0.value.asJSON()) })
    }
    return copy
  }
}
