package import Patterns
package import YAMLSyntax

/// Constraints of a node beyond its form; what is nil or empty does not hold.
package final class SchemaLimits: Sendable {
  /// How a list treats equal items (`x-kubernetes-list-type`).
  package enum ListType: Hashable, Sendable {
    case set
    /// Items are told apart by these fields.
    case map([String])
  }

  /// A value-validation schema inside `allOf`, `anyOf`, `oneOf` or `not`.
  package enum Branch: String, Sendable {
    case all = "allOf"
    case any = "anyOf"
    case one = "oneOf"
    case not = "not"
  }

  package let format: String?
  /// The format, when it is one that texts are held against.
  let textFormat: TextFormat?
  /// Whether a number can be out of bounds.
  let boundsNumbers: Bool
  package let pattern: Pattern?
  package let words: [String]
  package let minimum: Double?
  package let maximum: Double?
  package let isMinimumExclusive: Bool
  package let isMaximumExclusive: Bool
  package let multipleOf: Double?
  package let length: ClosedRange<Int>?
  package let items: ClosedRange<Int>?
  package let properties: ClosedRange<Int>?
  package let listType: ListType?
  package let isNullable: Bool
  /// The value that the API server fills in.
  package let standard: YAMLNode?
  /// Whether the value is an object of Kubernetes itself (`x-kubernetes-embedded-resource`).
  package let isEmbedded: Bool
  package let branches: [(Branch, [SchemaNode])]
  package let rules: [SchemaExpression]
  /// Fields that a branch requires beside those of the definition.
  package let required: [String]
  /// Fields that a branch constrains, without naming all there are.
  package let fields: [SchemaField]

  package struct Parts {
    package var format: String?
    package var pattern: Pattern?
    package var words: [String] = []
    package var minimum: Double?
    package var maximum: Double?
    package var isMinimumExclusive = false
    package var isMaximumExclusive = false
    package var multipleOf: Double?
    package var length: ClosedRange<Int>?
    package var items: ClosedRange<Int>?
    package var properties: ClosedRange<Int>?
    package var listType: ListType?
    package var isNullable = false
    package var standard: YAMLNode?
    package var isEmbedded = false
    package var branches: [(Branch, [SchemaNode])] = []
    package var rules: [SchemaExpression] = []
    package var required: [String] = []
    package var fields: [SchemaField] = []

    package init() {}
  }

  package init(_ parts: Parts) {
    format = parts.format
    textFormat = parts.format.flatMap(TextFormat.init)
    boundsNumbers =
      parts.minimum != nil || parts.maximum != nil || parts.multipleOf != nil
      || parts.format == "int32"
    pattern = parts.pattern
    words = parts.words
    minimum = parts.minimum
    maximum = parts.maximum
    isMinimumExclusive = parts.isMinimumExclusive
    isMaximumExclusive = parts.isMaximumExclusive
    multipleOf = parts.multipleOf
    length = parts.length
    items = parts.items
    properties = parts.properties
    listType = parts.listType
    isNullable = parts.isNullable
    standard = parts.standard
    isEmbedded = parts.isEmbedded
    branches = parts.branches
    rules = parts.rules
    required = parts.required
    fields = parts.fields
  }
}

/// A CEL rule of a definition (`x-kubernetes-validations`).
package struct SchemaExpression: Sendable {
  /// The rule as written.
  package let text: String
  /// What the definition says when the rule does not hold.
  package let message: String
  /// The field that a failure is about, as `.spec.name`; the whole value when nil.
  package let fieldPath: String?
  /// The rule in a form that can be evaluated; nil outside the subset that is known.
  package let expression: Expression?
  /// Why there is no expression.
  package let obstacle: String?
}
