import Diagnostics

/// What a value may be, in the terms of a structural schema (OpenAPI v3 as Kubernetes takes it).
package final class SchemaNode: Sendable {
  /// The form of a value.
  package enum Form: Sendable {
    /// Any value.
    case any
    /// A mapping with the fields of a definition, by its number in the library.
    case object(Int)
    /// A mapping with any keys and values.
    case freeObject
    /// A mapping whose values have the form of `element`.
    case map
    /// A list whose items have the form of `element`.
    case list
    case string, integer, number, boolean, integerOrString, quantity
  }

  package let form: Form
  /// What items or values of a list or map are.
  package let element: SchemaNode?
  /// Constraints; nil for most nodes.
  package let limits: SchemaLimits?

  package init(_ form: Form, of element: SchemaNode? = nil, limits: SchemaLimits? = nil) {
    self.form = form
    self.element = element
    self.limits = limits
  }

  /// Whether the node takes any text.
  var isString: Bool {
    if case .string = form { true } else { false }
  }

  /// A phrase for messages: what the node takes.
  package var description: String {
    switch form {
    case .any: "any value"
    case .object, .freeObject, .map: "a mapping"
    case .list: "a list"
    case .string: "a string"
    case .integer: "an integer"
    case .number: "a number"
    case .boolean: "true or false"
    case .integerOrString: "an integer or a string"
    case .quantity: "a quantity"
    }
  }
}

/// One field of a definition.
package final class SchemaField: Sendable {
  package let name: String
  package let isRequired: Bool
  package let isDeprecated: Bool
  /// Whether the name says that the value is a secret.
  package let isSecret: Bool
  /// The first version that has the field; nil when the definition always had it.
  package let since: KubernetesVersion?
  /// The last version that has the field; nil when it still is there.
  package let until: KubernetesVersion?
  package let node: SchemaNode

  package init(
    name: String, isRequired: Bool = false, isDeprecated: Bool = false,
    since: KubernetesVersion? = nil, until: KubernetesVersion? = nil, node: SchemaNode
  ) {
    self.name = name
    self.isRequired = isRequired
    self.isDeprecated = isDeprecated
    isSecret = SecretMask.isSecret(name)
    self.since = since
    self.until = until
    self.node = node
  }

  func exists(in version: KubernetesVersion) -> Bool {
    (since.map { $0 <= version } ?? true) && (until.map { $0 >= version } ?? true)
  }
}

/// The fields of an object for one version of Kubernetes.
package final class SchemaDefinition: Sendable {
  /// Fields of the version, by name.
  package let fields: [SchemaField]
  /// Fields of other versions only.
  package let others: [SchemaField]
  /// Whether fields that are not named are kept as they are.
  package let keepsUnknown: Bool
  /// Positions of required fields.
  package let required: [Int]
  private let table: FieldTable

  package init(fields all: [SchemaField], keepsUnknown: Bool, version: KubernetesVersion) {
    let fields = all.filter { $0.exists(in: version) }
    self.fields = fields
    others = all.filter { field in
      !field.exists(in: version) && !fields.contains { $0.name == field.name }
    }
    self.keepsUnknown = keepsUnknown
    required = fields.indices.filter { fields[$0].isRequired }
    table = FieldTable(fields.map(\.name))
  }

  /// The position of a field of this version.
  package func position(of name: String) -> Int? { table.position(of: name) }

  /// A field of this version.
  package func field(_ name: String) -> SchemaField? { position(of: name).map { fields[$0] } }
}
