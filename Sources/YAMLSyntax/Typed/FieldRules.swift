package import Diagnostics

/// The findings with which a decoder reports what does not fit, so that each document has its own codes.
///
/// A class, because every block of a document holds on to it.
package final class FieldRules: Sendable {
  /// A field that the document does not have.
  package let unknownField: RuleInfo
  /// A required field that is absent.
  package let missingField: RuleInfo
  /// A value of another type than its field.
  package let wrongType: RuleInfo
  /// A value outside the grammar of its field.
  package let invalidValue: RuleInfo
  /// Completes "`field` is missing", for example ": it has no safe default".
  package let missingReason: String
  /// Whether booleans are those that the API server reads: `yes`, `Off` and `True` too.
  package let readsEveryBoolean: Bool

  package init(
    unknownField: RuleInfo, missingField: RuleInfo, wrongType: RuleInfo, invalidValue: RuleInfo,
    missingReason: String, readsEveryBoolean: Bool = false
  ) {
    self.unknownField = unknownField
    self.missingField = missingField
    self.wrongType = wrongType
    self.invalidValue = invalidValue
    self.missingReason = missingReason
    self.readsEveryBoolean = readsEveryBoolean
  }

  /// The four rules.
  package var all: [RuleInfo] { [unknownField, missingField, wrongType, invalidValue] }
}
