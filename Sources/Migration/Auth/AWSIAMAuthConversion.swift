import Diagnostics
import InfisicalModel

extension AWSIAMAuthDetails: AuthBlock where Scope == SecretsScope {
  var isBlank: Bool { identityId.value.isEmpty }

  func draft(_ notes: inout FieldNotes) -> AuthDraft {
    AuthDraft(
      method: .awsIam, scope: secretsScope, block: span, identity: identityId,
      label: identityId.value, references: []
    ) { spec, identity in
      var settings = AWSIAMAuth()
      settings.identityIdRef = identity
      settings.span = span
      spec.awsIam = settings
    }
  }
}
