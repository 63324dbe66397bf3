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
      "where the identifier of the machine identity lies")
    fields.scalar(
      "resource", &resource,
      "resource that the token is for; https://management.azure.com/ when absent")
  }
}
