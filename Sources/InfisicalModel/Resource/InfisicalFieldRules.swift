import Diagnostics
package import YAMLSyntax

extension FieldRules {
  /// Findings of decoding resources of Infisical.
  package static let infisical = FieldRules(
    unknownField: RuleInfo(
      .infisical, 1, "unknown-resource-field", .warning,
      summary: "Unknown field in a resource.",
      why: "The API server drops it silently, so it has no effect.",
      sources: [.infisicalOperator("CustomResourceDefinitions")]),
    missingField: RuleInfo(
      .infisical, 2, "missing-resource-field",
      summary: "A required field of a resource is missing.",
      why: "The API server rejects the resource.",
      sources: [.infisicalOperator("CustomResourceDefinitions")]),
    wrongType: RuleInfo(
      .infisical, 3, "wrong-resource-type",
      summary: "A value of a resource has the wrong type.",
      why: "The API server rejects the resource.",
      sources: [.infisicalOperator("CustomResourceDefinitions")]),
    invalidValue: RuleInfo(
      .infisical, 4, "invalid-resource-value",
      summary: "A value is not allowed for the field.",
      why: "The API server rejects the resource.",
      sources: [.infisicalOperator("CustomResourceDefinitions")]),
    missingReason: "", readsEveryBoolean: true)
}
