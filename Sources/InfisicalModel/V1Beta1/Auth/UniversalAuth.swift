package import Diagnostics
package import YAMLSyntax

/// Settings of method `universal`.
package struct UniversalAuth: FieldBlock {
  package static let summary = "A client ID and a client secret."

  package var clientIdRef = SecretReference()
  package var clientSecretRef = SecretReference()
  package var span: SourceSpan?

  package init() {}

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.block("clientIdRef", &clientIdRef, .required, "Secret key with the client ID")
    fields.block(
      "clientSecretRef", &clientSecretRef, .required, "Secret key with the client secret")
  }
}
