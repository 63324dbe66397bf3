import Diagnostics
import InfisicalModel

extension AzureAuthDetails: AuthBlock where Scope == SecretsScope {
  /// What the token is for when nothing is stated (operator v0.11.5, azure).
  private static var standardResource: String { "https://management.azure.com/" }

  var isBlank: Bool { identityId.value.isEmpty }

  func draft(_ notes: inout FieldNotes) -> AuthDraft {
    var audience = resource?.value.isEmpty == false ? resource : nil
    // v1beta1 has no field for the client, but passes the resource on as the query that it is part of.
    if let client = azureManagedIdentityClientId, !client.value.isEmpty {
      let text = audience?.value ?? Self.standardResource
      audience = Located("\(text)&client_id=\(client.value)", at: audience?.span ?? client.span)
      notes.changed(
        client.span, to: "InfisicalAuth.spec.azure.resource",
        "moved to `resource`, which the operator copies into its query",
        warning: "the managed identity's client no longer has a separate field")
    }
    let final = audience
    return AuthDraft(
      method: .azure, scope: secretsScope, block: span, identity: identityId,
      label: identityId.value, references: [final?.value ?? ""]
    ) { spec, identity in
      var settings = AzureAuth()
      settings.identityIdRef = identity
      settings.resource = final
      settings.span = span
      spec.azure = settings
    }
  }
}
