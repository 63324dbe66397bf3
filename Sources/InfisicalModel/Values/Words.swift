import YAMLSyntax

/// What becomes of a target when its resource is deleted.
package enum CreationPolicy: String, CaseIterable, FieldValue, Sendable {
  /// The target carries an owner reference, and is deleted with the resource.
  case owner = "Owner"
  /// The target stays.
  case orphan = "Orphan"

  package static let typeName = "a creation policy"
}

/// Kind of object that secrets are written to.
package enum TargetKind: String, CaseIterable, FieldValue, Sendable {
  case secret = "Secret"
  case configMap = "ConfigMap"

  package static let typeName = "a kind of target"
}

/// Version of the template language.
package enum EngineVersion: String, CaseIterable, FieldValue, Sendable {
  case v1

  package static let typeName = "a template engine version"
}

/// Kind of a generator.
package enum GeneratorKind: String, CaseIterable, FieldValue, Sendable {
  case password = "Password"
  case uuid = "UUID"

  package static let typeName = "a kind of generator"
}

/// Status of a condition.
package enum ConditionStatus: String, CaseIterable, FieldValue, Sendable {
  case isTrue = "True"
  case isFalse = "False"
  case unknown = "Unknown"

  package static let typeName = "a condition status"
}
