package import Diagnostics
package import YAMLSyntax

/// Settings of method `jwt`.
package struct JWTAuth: FieldBlock {
  package static let summary = "A JSON Web Token."

  package var identityIdRef = SecretReference()
  package var jwtRef = SecretReference()
  package var span: SourceSpan?

  package init() {}

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.block(
      "identityIdRef", &identityIdRef, .required,
      "Secret key with the ID of the machine identity")
    fields.block("jwtRef", &jwtRef, .required, "Secret key with the token")
  }
}
