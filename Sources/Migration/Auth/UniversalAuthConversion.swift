import Diagnostics
import InfisicalModel

extension UniversalAuthDetails: AuthBlock where Scope == SecretsScope {
  var isBlank: Bool { credentialsRef.secretName.value.isEmpty }

  func draft(_ notes: inout FieldNotes) -> AuthDraft {
    let credentials = credentialsRef
    return AuthDraft(
      method: .universal, scope: secretsScope, block: span, label: credentials.secretName.value,
      references: credentials.parts
    ) { spec, _ in
      var settings = UniversalAuth()
      settings.clientIdRef = credentials.key("clientId")
      settings.clientSecretRef = credentials.key("clientSecret")
      settings.clientIdRef.span = credentials.span
      settings.span = span
      spec.universal = settings
    }
  }
}
