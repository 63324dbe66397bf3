package import Diagnostics
package import YAMLSyntax

/// When sources are read, and what their answers may do.
package struct SyncOptions: FieldBlock {
  package static let summary = "When sources are read, and what their answers may do."
  package static let invariants = [
    FieldInvariant(
      "self.refreshInterval.matches('\(RefreshInterval.grammar)')",
      "refreshInterval is one number and one unit out of s, m, h, d and w, such as 5m; at least 5s")
  ]

  package var refreshInterval = Located(RefreshInterval.standard)
  package var instantUpdates: Located<Bool>?
  package var allowEmpty: Located<Bool>?
  package var skipInvalidKeys: Located<Bool>?
  package var span: SourceSpan?

  package init() {}

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.scalar(
      "refreshInterval", &refreshInterval, .required,
      "time between two reads: one number and one unit out of s, m, h, d and w; at least 5s")
    fields.scalar(
      "instantUpdates", &instantUpdates,
      "also read when the server announces a change; needs a plan with event subscriptions")
    fields.scalar(
      "allowEmpty", &allowEmpty,
      "let an answer without any secret take keys away from targets; without it they keep what they have, as Infisical answers so for a folder that was renamed too; redoubt-operator only"
    )
    fields.scalar(
      "skipInvalidKeys", &skipInvalidKeys,
      "leave out keys that Kubernetes does not allow in a Secret or ConfigMap, instead of the whole target; redoubt-operator only"
    )
  }
}
