package import Diagnostics
package import YAMLSyntax

/// Settings of `azureAuth`; kinds that name a destination elsewhere have no scope here.
package struct AzureAuthDetails<Scope: AuthScope>: FieldBlock {
  package static var summary: String { "Settings of this way to log in." }

  package var identityId: Located<String> = ""
  package var resource: Located<String>?
  package var azureManagedIdentityClientId: Located<String>?
  package var secretsScope = Scope()
  package var span: SourceSpan?

  package init() {}

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.scalar(
      "identityId", &identityId, .required, "identifier of the machine identity")
    fields.scalar("resource", &resource, "resource that the token is for")
    if Scope.isScoped {
      fields.scalar(
        "azureManagedIdentityClientId", &azureManagedIdentityClientId,
        "client identifier of the managed identity")
    }
    if Scope.isScoped {
      fields.block("secretsScope", &secretsScope, .required, "what to read")
    }
  }
}
