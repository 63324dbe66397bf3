package import Diagnostics
package import YAMLSyntax

/// Settings of method `kubernetes`.
package struct KubernetesAuth: FieldBlock {
  package static let summary = "Tokens of a ServiceAccount."

  package var identityIdRef = SecretReference()
  package var serviceAccountRef = ObjectReference()
  package var serviceAccountTokenAudiences: [Located<String>] = []
  package var span: SourceSpan?

  package init() {}

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.block(
      "identityIdRef", &identityIdRef, .required,
      "Secret key with the ID of the machine identity")
    fields.block(
      "serviceAccountRef", &serviceAccountRef, .required,
      "ServiceAccount whose tokens are used")
    fields.scalars(
      "serviceAccountTokenAudiences", &serviceAccountTokenAudiences,
      "audiences of the tokens; default to those of the API server")
  }
}
