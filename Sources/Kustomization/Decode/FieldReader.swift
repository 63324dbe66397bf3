import Diagnostics
import YAMLSyntax

/// Reads the fields of one mapping of a kustomization, as Go's JSON decoder reads them: names in any case,
/// types exactly, nothing unknown.
struct FieldReader {
  let node: YAMLNode
  private let path: String
  private var names: [String] = []
  private(set) var faults: [Fault] = []

  init(_ node: YAMLNode, path: String = "") {
    self.node = node
    self.path = path
  }

  /// The last entry with a name, an exact spelling before one in another case.
  mutating func entry(_ name: String) -> YAMLEntry? {
    names.append(name)
    let lower = name.lowercased()
    let found =
      node.entries?.last { $0.key.scalar?.text == name }
      ?? node.entries?.last { $0.key.scalar?.text.lowercased() == lower }
    guard let found, !found.value.isNull else { return nil }
    return found
  }

  mutating func node(_ name: String) -> YAMLNode? { entry(name)?.value }

  private mutating func wrong(_ node: YAMLNode, _ name: String, _ expected: String) {
    faults.append(
      Fault(
        .kustomizationInvalid,
        "`\(path)\(name)` must be \(expected), not \(node.kindDescription)", at: node.span))
  }

  /// Text of a scalar that YAML 1.1 reads as a string.
  private static func string(_ node: YAMLNode) -> String? {
    guard let scalar = node.scalar else { return nil }
    switch scalar.resolved(.kubernetes) {
    case .string, .timestamp: return scalar.text
    default: return nil
    }
  }

  mutating func text(_ name: String) -> Located<String>? {
    guard let value = node(name) else { return nil }
    guard let text = Self.string(value) else {
      wrong(value, name, "a string")
      return nil
    }
    return Located(text, at: value.span)
  }

  mutating func flag(_ name: String) -> Bool? {
    guard let value = node(name) else { return nil }
    guard case .boolean(let flag)? = value.scalar?.resolved(.kubernetes) else {
      wrong(value, name, "a boolean")
      return nil
    }
    return flag
  }

  mutating func integer(_ name: String) -> Int? {
    guard let value = node(name) else { return nil }
    switch value.scalar?.resolved(.kubernetes) {
    case .integer(let number)?: return number
    case .float(let number)?: if let whole = Int(exactly: number) { return whole }
    default: break
    }
    wrong(value, name, "an integer")
    return nil
  }

  mutating func list(_ name: String) -> [YAMLNode] {
    guard let value = node(name) else { return [] }
    guard let items = value.items else {
      wrong(value, name, "a list")
      return []
    }
    return items
  }

  mutating func texts(_ name: String) -> [Located<String>] {
    var result: [Located<String>] = []
    for item in list(name) {
      if item.isNull {
        result.append(Located("", at: item.span))
      } else if let text = Self.string(item) {
        result.append(Located(text, at: item.span))
      } else {
        wrong(item, "\(name)[]", "a string")
      }
    }
    return result
  }

  /// A mapping of strings, in the order of its keys.
  mutating func pairs(_ name: String) -> [KustomizationPair] {
    guard let value = node(name) else { return [] }
    guard let entries = value.entries else {
      wrong(value, name, "a mapping")
      return []
    }
    var result: [String: KustomizationPair] = [:]
    for entry in entries {
      let key = entry.key.scalar?.text ?? ""
      guard let text = entry.value.isNull ? "" : Self.string(entry.value) else {
        wrong(entry.value, "\(name).\(key)", "a string")
        continue
      }
      result[key] = KustomizationPair(
        key: Located(key, at: entry.key.span), value: Located(text, at: entry.value.span))
    }
    return result.keys.sorted().compactMap { result[$0] }
  }

  mutating func block<Block>(
    _ name: String, _ read: (inout FieldReader) -> Block
  ) -> Block? {
    guard let value = node(name) else { return nil }
    return block(value, name, read)
  }

  mutating func blocks<Block>(
    _ name: String, _ read: (inout FieldReader) -> Block
  ) -> [Block] {
    var result: [Block] = []
    for (position, item) in list(name).enumerated() {
      if let block = block(item, "\(name)[\(position)]", read) { result.append(block) }
    }
    return result
  }

  private mutating func block<Block>(
    _ value: YAMLNode, _ name: String, _ read: (inout FieldReader) -> Block
  ) -> Block? {
    guard value.isMapping || value.isNull else {
      wrong(value, name, "a mapping")
      return nil
    }
    var inner = FieldReader(value, path: "\(path)\(name).")
    let block = read(&inner)
    inner.finish()
    faults += inner.faults
    return block
  }

  /// Takes up a fault that the caller found.
  mutating func report(_ fault: Fault) { faults.append(fault) }

  /// Reports every field that nobody asked for.
  mutating func finish() {
    let known = Set(names.map { $0.lowercased() })
    for entry in node.entries ?? [] {
      guard let name = entry.key.scalar?.text, !known.contains(name.lowercased()) else { continue }
      var fault = Fault(
        .kustomizationInvalid, "unknown field `\(path)\(name)`", at: entry.key.span)
      if let near = Suggestion.nearest(to: name, in: names) {
        fault = fault.help("did you mean `\(near)`?")
      }
      faults.append(fault)
    }
  }
}
