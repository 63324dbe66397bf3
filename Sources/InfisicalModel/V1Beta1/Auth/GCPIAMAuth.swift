package import Diagnostics
package import YAMLSyntax

/// Settings of method `gcp-iam`.
package struct GCPIAMAuth: FieldBlock {
  package static let summary = "The key of a Google service account."

  package var identityIdRef = SecretReference()
  package var serviceAccountKeyFilePath: Located<String> = ""
  package var span: SourceSpan?

  package init() {}

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.block(
      "identityIdRef", &identityIdRef, .required,
      "Secret key with the ID of the machine identity")
    fields.scalar(
      "serviceAccountKeyFilePath", &serviceAccountKeyFilePath, .required,
      "path of the key in the operator's container")
  }
}
