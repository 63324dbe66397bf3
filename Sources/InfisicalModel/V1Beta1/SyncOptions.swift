package import Diagnostics
package import YAMLSyntax

/// When sources are read, and what their answers may do.
package struct SyncOptions: FieldBlock {
  package static let summary = "When to read sources, and how to treat their responses."
  package static let invariants = [
    FieldInvariant(
      "self.refreshInterval.matches('\(RefreshInterval.grammar)')",
      "refreshInterval must be one number and one unit out of s, m, h, d and w, such as 5m; at least 5s"
    )
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
      "refresh interval: one number and one unit out of s, m, h, d and w; at least 5s")
    fields.scalar(
      "instantUpdates", &instantUpdates,
      "also refresh when the server announces a change; requires a plan with event subscriptions")
    fields.scalar(
      "allowEmpty", &allowEmpty,
      "let a response without any secrets remove keys from targets; otherwise targets keep their data, because Infisical also responds like this for a renamed folder; redoubt-operator only"
    )
    fields.scalar(
      "skipInvalidKeys", &skipInvalidKeys,
      "skip keys that Kubernetes does not allow in a Secret or ConfigMap, instead of failing the target; redoubt-operator only"
    )
  }
}
