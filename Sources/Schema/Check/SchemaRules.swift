package import Diagnostics

/// Findings of schema conformance.
extension RuleInfo {
  package static let missingKind = RuleInfo(
    .schema, 1, "missing-kind",
    summary: "An object says no `apiVersion` or no `kind`.",
    why: "The API server cannot tell what it is and refuses the whole apply.",
    source: "Kubernetes API conventions, Types (Kinds)")

  package static let unknownKind = RuleInfo(
    .schema, 2, "unknown-kind",
    summary: "No schema is known for a kind.",
    why:
      "What is not checked can be wrong; in the groups of Kubernetes itself the kind does not exist.",
    source: "Kubernetes API reference 1.29 to 1.37")

  package static let unknownField = RuleInfo(
    .schema, 3, "unknown-field",
    summary: "A field is not in the schema.",
    why: "The API server drops it in silence, or refuses it when validation is strict.",
    source: "Kubernetes API reference; kubectl --validate=strict")

  package static let missingField = RuleInfo(
    .schema, 4, "missing-field",
    summary: "A required field is absent.",
    why: "The API server refuses the object.",
    source: "OpenAPI schema, `required`")

  package static let wrongType = RuleInfo(
    .schema, 5, "wrong-type",
    summary: "A value has another type than the schema asks for.",
    why: "The API server refuses the object: it converts nothing, not even `1` to a string.",
    source: "OpenAPI schema, `type`")

  package static let unknownWord = RuleInfo(
    .schema, 6, "unknown-word",
    summary: "A value is none of the words that a field takes.",
    why: "The API server refuses the object.",
    source: "OpenAPI schema, `enum`; validation of the API server for the core kinds")

  package static let wrongFormat = RuleInfo(
    .schema, 7, "wrong-format",
    summary: "A value is not written in the format of its field.",
    why: "The API server cannot read the value and refuses the object.",
    source: "OpenAPI schema, `format`; Kubernetes resource quantities")

  package static let patternMismatch = RuleInfo(
    .schema, 8, "pattern-mismatch",
    summary: "A value does not match the pattern of its field.",
    why: "The API server refuses the object.",
    source: "OpenAPI schema, `pattern`")

  package static let outOfBounds = RuleInfo(
    .schema, 9, "out-of-bounds",
    summary: "A number, a length or a count is out of its bounds.",
    why: "The API server refuses the object.",
    source: "OpenAPI schema, minimum to maxProperties")

  package static let repeatedItem = RuleInfo(
    .schema, 10, "repeated-item",
    summary: "Two items of a list have the same key.",
    why:
      "Server-side apply (Flux, Argo CD, kubectl) refuses such a list; elsewhere one item is lost.",
    source: "x-kubernetes-list-type; yannh/kubeconform#188")

  package static let nullValue = RuleInfo(
    .schema, 11, "null-value",
    summary: "A field is null and may not be.",
    why: "The API server refuses the object.",
    source: "Structural schemas of CustomResourceDefinitions, `nullable`")

  package static let otherVersion = RuleInfo(
    .schema, 12, "field-of-another-version",
    summary: "A field exists in other versions of Kubernetes only.",
    why: "A server of the version that is linted for drops it or refuses it.",
    source: "Kubernetes API reference 1.29 to 1.37")

  package static let brokenRule = RuleInfo(
    .schema, 13, "broken-validation-rule",
    summary: "A validation rule of the definition does not hold.",
    why: "The API server refuses the object.",
    source: "x-kubernetes-validations (CEL)")

  package static let unevaluatedRule = RuleInfo(
    .schema, 14, "unevaluated-validation-rule", .note,
    summary: "A validation rule of a definition is not evaluated here.",
    why: "The API server may refuse what passes here.",
    source: "docs/lint.md, Validation rules")

  package static let noBranch = RuleInfo(
    .schema, 15, "no-alternative",
    summary: "A value meets none, or too many, of the alternatives that its schema lists.",
    why: "The API server refuses the object.",
    source: "OpenAPI schema, allOf, anyOf, oneOf and not")

  package static let deprecatedField = RuleInfo(
    .schema, 16, "deprecated-field", .note,
    summary: "A field is deprecated.",
    why: "It still works, and may be ignored by a later version.",
    source: "Kubernetes API reference; the definitions of the operators")

  package static let unusableDefinition = RuleInfo(
    .definition, 1, "unusable-definition",
    summary: "The schema of a CustomResourceDefinition cannot be used.",
    why: "The API server refuses the definition; until then its objects are not checked.",
    source: "Kubernetes, structural schemas of CustomResourceDefinitions")

  /// Every rule of this module.
  package static let schemaRules: [RuleInfo] = [
    missingKind, unknownKind, unknownField, missingField, wrongType, unknownWord, wrongFormat,
    patternMismatch, outOfBounds, repeatedItem, nullValue, otherVersion, brokenRule,
    unevaluatedRule, noBranch, deprecatedField, unusableDefinition,
  ]
}
