/// What a plain scalar means.
package enum ScalarValue: Hashable, Sendable {
  case null
  case boolean(Bool)
  case integer(Int)
  /// An integer that does not fit 64 bits.
  case bigInteger
  case float(Double)
  /// A date or time of YAML 1.1.
  case timestamp
  case string

  package var kindDescription: String {
    switch self {
    case .null: "null"
    case .boolean: "a boolean"
    case .integer, .bigInteger: "an integer"
    case .float: "a number"
    case .timestamp: "a timestamp"
    case .string: "a string"
    }
  }
}
