package import YAMLSyntax

/// A value of an expression.
package enum ExpressionValue: Sendable {
  case null
  case boolean(Bool)
  case integer(Int)
  case double(Double)
  case string(String)
  case list([ExpressionValue])
  case mapping([(key: ExpressionValue, value: ExpressionValue)])
  /// A part of the document, with what its schema says of it.
  case node(YAMLNode, SchemaNode?)

  /// A word for messages.
  var kind: String {
    switch self {
    case .null: "null"
    case .boolean: "a boolean"
    case .integer: "an integer"
    case .double: "a number"
    case .string: "a string"
    case .list: "a list"
    case .mapping: "a mapping"
    case .node(let node, _): node.kindDescription
    }
  }

  /// A scalar of a document as a plain value; anything else as it is.
  var settled: ExpressionValue {
    guard case .node(let node, let schema) = self, let scalar = node.scalar else { return self }
    if node.isNull { return .null }
    // The API server reads the schema before the text: `1` is a double where a number is asked for.
    if case .string = schema?.form { return .string(scalar.text) }
    switch scalar.resolved() {
    case .null: return .null
    case .boolean(let value): return .boolean(value)
    case .integer(let value):
      if case .number = schema?.form { return .double(Double(value)) }
      return .integer(value)
    case .float(let value): return .double(value)
    case .bigInteger, .timestamp, .string: return .string(scalar.text)
    }
  }

  static func areEqual(_ left: ExpressionValue, _ right: ExpressionValue) -> Bool {
    switch (left.settled, right.settled) {
    case (.null, .null): return true
    case (.boolean(let left), .boolean(let right)): return left == right
    case (.integer(let left), .integer(let right)): return left == right
    case (.double(let left), .double(let right)): return left == right
    case (.integer(let left), .double(let right)): return Double(left) == right
    case (.double(let left), .integer(let right)): return left == Double(right)
    case (.string(let left), .string(let right)):
      return left.unicodeScalars.elementsEqual(right.unicodeScalars)
    case (let left, let right):
      if let left = left.items, let right = right.items {
        return left.count == right.count && zip(left, right).allSatisfy(areEqual)
      }
      if let left = left.pairs, let right = right.pairs {
        return left.count == right.count
          && left.allSatisfy { pair in
            right.contains { areEqual($0.key, pair.key) && areEqual($0.value, pair.value) }
          }
      }
      return false
    }
  }

  /// Items of a list.
  var items: [ExpressionValue]? {
    switch self {
    case .list(let items): return items
    case .node(let node, let schema):
      return node.items.map { items in items.map { .node($0, schema?.element) } }
    default: return nil
    }
  }

  /// Keys and values of a mapping.
  var pairs: [(key: ExpressionValue, value: ExpressionValue)]? {
    switch self {
    case .mapping(let pairs): return pairs
    case .node(let node, let schema):
      return node.entries.map { entries in
        entries.compactMap { entry in
          entry.key.scalar.map { (.string($0.text), .node(entry.value, schema?.element)) }
        }
      }
    default: return nil
    }
  }
}
