package import Diagnostics
package import YAMLSyntax

/// Settings of method `aws-iam`.
package struct AWSIAMAuth: FieldBlock {
  package static let summary = "The AWS role that the operator runs under."

  package var identityIdRef = SecretReference()
  package var span: SourceSpan?

  package init() {}

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.block(
      "identityIdRef", &identityIdRef, .required,
      "Secret key with the ID of the machine identity")
  }
}
