import Diagnostics
import InfisicalModel

extension GCPIAMAuthDetails: AuthBlock where Scope == SecretsScope {
  var isBlank: Bool { identityId.value.isEmpty }

  func draft(_ notes: inout FieldNotes) -> AuthDraft {
    let path = serviceAccountKeyFilePath
    return AuthDraft(
      method: .gcpIam, scope: secretsScope, block: span, identity: identityId,
      label: identityId.value, references: [path.value]
    ) { spec, identity in
      var settings = GCPIAMAuth()
      settings.identityIdRef = identity
      settings.serviceAccountKeyFilePath = path
      settings.span = span
      spec.gcpIam = settings
    }
  }
}
