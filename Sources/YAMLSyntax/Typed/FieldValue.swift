/// Why a text is not a value of a type, in the words of a finding.
package struct ValueProblem: Error, Hashable {
  /// Completes "`text` …", for example "is not a valid quantity".
  package let message: String
  /// What to write instead.
  package let help: String

  package init(_ message: String, help: String) {
    self.message = message
    self.help = help
  }
}

/// The scalar types that documents distinguish.
package enum ScalarKind: Hashable, Sendable {
  case string
  case integer
  case boolean
  /// A string that people also write unquoted as a number, such as a quantity or a version.
  case stringOrNumber
}

/// A type that one scalar of a document decodes to.
package protocol FieldValue: Sendable {
  /// What the type is called in messages, with its article: "a quantity".
  static var typeName: String { get }
  static var kind: ScalarKind { get }
  /// Words allowed, for closed sets; used for "did you mean".
  static var allowedWords: [String] { get }
  /// Regular expression (ECMA 262) that every text of the type matches, for editors; it may admit more
  /// than ``init(parsing:)`` does.
  static var pattern: String? { get }
  /// Bounds that schemas can say.
  static var bounds: ScalarBounds { get }
  /// Reads the text of a scalar of the right kind.
  init(parsing text: String) throws(ValueProblem)
  /// The text that reads back as this value.
  var fieldText: String { get }
}

extension FieldValue {
  package static var kind: ScalarKind { .string }
  package static var allowedWords: [String] { [] }
  package static var pattern: String? { nil }
  package static var bounds: ScalarBounds { ScalarBounds() }
}

/// Bounds of a scalar, by their names in OpenAPI v3; nil means unbounded.
package struct ScalarBounds: Hashable, Sendable {
  package var minimum: Int?
  package var minLength: Int?
  /// In characters.
  package var maxLength: Int?
  /// Such as `date-time` or `int64`.
  package var format: String?

  package init(
    minimum: Int? = nil, minLength: Int? = nil, maxLength: Int? = nil, format: String? = nil
  ) {
    self.minimum = minimum
    self.minLength = minLength
    self.maxLength = maxLength
    self.format = format
  }
}

/// A value that takes several shapes, and reads and writes its node itself.
package protocol FieldForm: Sendable, YAMLWritable {
  /// What the value is called in messages, with its article.
  static var typeName: String { get }
  /// Characters that the value may have where it is one text; nil for no bound.
  static var maxLength: Int? { get }
  /// Reads the node; null arrives as absent.
  init(reading node: YAMLNode) throws(ValueProblem)
}

extension FieldForm {
  package static var maxLength: Int? { nil }
}

extension FieldValue where Self: RawRepresentable & CaseIterable, RawValue == String {
  package static var allowedWords: [String] { allCases.map(\.rawValue) }

  package init(parsing text: String) throws(ValueProblem) {
    guard let value = Self(rawValue: text) else {
      let words = Self.allowedWords.map { "`\($0)`" }.joined(separator: ", ")
      throw ValueProblem("is not \(Self.typeName)", help: "use one of \(words)")
    }
    self = value
  }

  package var fieldText: String { rawValue }
}

extension String: FieldValue {
  package static var typeName: String { "a string" }
  package init(parsing text: String) throws(ValueProblem) { self = text }
  package var fieldText: String { self }
}

extension Int: FieldValue {
  package static var typeName: String { "an integer" }
  package static var kind: ScalarKind { .integer }
  package init(parsing text: String) throws(ValueProblem) {
    guard case .integer(let value) = ScalarSchema.kubernetes.resolve(text) else {
      throw ValueProblem("is not an integer", help: "write digits only")
    }
    self = value
  }
  package var fieldText: String { String(self) }
}

extension Bool: FieldValue {
  package static var typeName: String { "a boolean" }
  package static var kind: ScalarKind { .boolean }
  package init(parsing text: String) throws(ValueProblem) {
    switch text {
    case "true": self = true
    case "false": self = false
    default: throw ValueProblem("is not a boolean", help: "write `true` or `false`")
    }
  }
  package var fieldText: String { self ? "true" : "false" }
}
