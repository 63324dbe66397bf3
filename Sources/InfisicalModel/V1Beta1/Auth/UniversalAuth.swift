package import Diagnostics
package import YAMLSyntax

/// Settings of method `universal`.
package struct UniversalAuth: FieldBlock {
  package static let summary = "A client identifier and a client secret."

  package var clientIdRef = SecretReference()
  package var clientSecretRef = SecretReference()
  package var span: SourceSpan?

  package init() {}

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.block("clientIdRef", &clientIdRef, .required, "where the client identifier lies")
    fields.block("clientSecretRef", &clientSecretRef, .required, "where the client secret lies")
  }
}
