package import Diagnostics
package import YAMLSyntax

/// Settings of method `azure`.
package struct AzureAuth: FieldBlock {
  package static let summary =
    "The managed identity of the Azure machine that the operator runs on."

  package var identityIdRef = SecretReference()
  package var resource: Located<String>?
  package var span: SourceSpan?

  package init() {}

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.block(
      "identityIdRef", &identityIdRef, .required,
      "Secret key with the ID of the machine identity")
    fields.scalar(
      "resource", &resource,
      "resource for which to request the token; defaults to https://management.azure.com/")
  }
}
