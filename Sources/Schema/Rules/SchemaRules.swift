package import Diagnostics

extension RuleInfo {
  /// Every rule of this module.
  package static let schemaRules: [RuleInfo] = [
    missingKind, unknownKind, unknownField, missingField, wrongType, unknownWord, wrongFormat,
    patternMismatch, outOfBounds, repeatedItem, nullValue, otherVersion, brokenRule,
    unevaluatedRule, noBranch, deprecatedField, unusableDefinition,
  ]
}
