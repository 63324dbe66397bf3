package import Diagnostics
package import YAMLSyntax

/// Settings of `azureAuth`; kinds that name a destination elsewhere have no scope here.
package struct AzureAuthDetails<Scope: AuthScope>: FieldBlock {
  package static var summary: String { "Settings of this authentication method." }

  package var identityId: Located<String> = ""
  package var resource: Located<String>?
  package var azureManagedIdentityClientId: Located<String>?
  package var secretsScope = Scope()
  package var span: SourceSpan?

  package init() {}

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.identity(&identityId)
    fields.scalar("resource", &resource, "resource for which to request the token")
    if Scope.isScoped {
      fields.scalar(
        "azureManagedIdentityClientId", &azureManagedIdentityClientId,
        "client ID of the managed identity")
    }
    fields.scope(&secretsScope)
  }
}
