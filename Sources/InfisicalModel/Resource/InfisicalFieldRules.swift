import Diagnostics
package import YAMLSyntax

extension FieldRules {
  /// Findings of decoding resources of Infisical.
  package static let infisical = FieldRules(
    unknownField: RuleInfo(
      .infisical, 1, "unknown-resource-field", .warning,
      summary: "A field is not part of the resource.",
      why: "The API server drops it silently, so what it was meant to do does not happen.",
      sources: [.infisicalOperator("CustomResourceDefinitions")]),
    missingField: RuleInfo(
      .infisical, 2, "missing-resource-field",
      summary: "A required field of a resource is absent.",
      why: "The API server refuses the resource.",
      sources: [.infisicalOperator("CustomResourceDefinitions")]),
    wrongType: RuleInfo(
      .infisical, 3, "wrong-resource-type",
      summary: "A value of a resource has another type than its field.",
      why: "The API server refuses the resource.",
      sources: [.infisicalOperator("CustomResourceDefinitions")]),
    invalidValue: RuleInfo(
      .infisical, 4, "invalid-resource-value",
      summary: "A value is none of those that the field allows.",
      why: "The API server refuses the resource.",
      sources: [.infisicalOperator("CustomResourceDefinitions")]),
    missingReason: "")
}
