/// A value in a template, with as much of Go's types as templates can tell apart.
package enum GoValue {
  /// Integer types that functions return.
  package enum Width: String, Sendable {
    case int, int64, int32, uint8, uint32
  }

  /// No value at all: what a map gives for a key that it has not.
  case missing
  /// `nil`
  case null
  case bool(Bool)
  case integer(Int, Width = .int)
  case double(Double)
  case string(GoString)
  case list(GoList)
  case dictionary(GoDictionary)
  case time(GoTime)
  /// A secret: value and path.
  case secret(GoSecret)

  package static func text(_ text: String) -> GoValue { .string(GoString(text)) }

  package static func list(of items: some Sequence<GoValue>) -> GoValue { .list(GoList(items)) }

  package static func int(_ value: Int) -> GoValue { .integer(value, .int) }

  package static func int64(_ value: Int) -> GoValue { .integer(value, .int64) }

  /// Whether conditions take the value for true (text/template, `truth`).
  package var isTrue: Bool {
    switch self {
    case .missing, .null: false
    case .bool(let value): value
    case .integer(let value, _): value != 0
    case .double(let value): value != 0
    case .string(let text): !text.bytes.isEmpty
    case .list(let items): !items.isEmpty
    case .dictionary(let dictionary): dictionary.count > 0
    case .secret, .time: true
    }
  }

  /// Bytes that the value takes, without those of the values in it.
  package var size: Int {
    switch self {
    case .string(let text): text.bytes.count
    case .secret(let secret): secret.value.bytes.count
    case .list(let items): items.count * MemoryLayout<GoValue>.stride
    case .dictionary(let dictionary): dictionary.count * 4 * MemoryLayout<GoValue>.stride
    default: 0
    }
  }

  /// Whether there is nothing: no value, or nil.
  package var isNothing: Bool {
    switch self {
    case .missing, .null: true
    default: false
    }
  }

  /// The name of the type, as `%T` prints it.
  package var typeName: String {
    switch self {
    case .missing, .null: "<nil>"
    case .bool: "bool"
    case .integer(_, let width): width.rawValue
    case .double: "float64"
    case .string: "string"
    case .list: "[]interface {}"
    case .dictionary: "map[string]interface {}"
    case .time: "time.Time"
    case .secret: "model.SecretTemplateOptions"
    }
  }

  /// The kind of the type (`reflect.Kind`).
  package var kindName: String {
    switch self {
    case .missing, .null: "invalid"
    case .list: "slice"
    case .dictionary: "map"
    case .secret, .time: "struct"
    default: typeName
    }
  }
}

/// A secret as templates see it.
package struct GoSecret: Hashable, Sendable {
  package let value: GoString
  package let path: GoString
  /// Whether it prints as its value (v1beta1), or as Go prints a struct (v1alpha1).
  package let printsValue: Bool

  package init(value: String, path: String, printsValue: Bool = true) {
    self.value = GoString(value)
    self.path = GoString(path)
    self.printsValue = printsValue
  }
}
