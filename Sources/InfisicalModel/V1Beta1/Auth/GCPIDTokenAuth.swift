package import Diagnostics
package import YAMLSyntax

/// Settings of method `gcp-id-token`.
package struct GCPIDTokenAuth: FieldBlock {
  package static let summary = "The identity token of the Google machine that the operator runs on."

  package var identityIdRef = SecretReference()
  package var span: SourceSpan?

  package init() {}

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.block(
      "identityIdRef", &identityIdRef, .required,
      "Secret key with the ID of the machine identity")
  }
}
