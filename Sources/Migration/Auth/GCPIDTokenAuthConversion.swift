import Diagnostics
import InfisicalModel

extension GCPIDTokenAuthDetails: AuthBlock where Scope == SecretsScope {
  var isBlank: Bool { identityId.value.isEmpty }

  func draft(_ notes: inout FieldNotes) -> AuthDraft {
    AuthDraft(
      method: .gcpIdToken, scope: secretsScope, block: span, identity: identityId,
      label: identityId.value, references: []
    ) { spec, identity in
      var settings = GCPIDTokenAuth()
      settings.identityIdRef = identity
      settings.span = span
      spec.gcpIdToken = settings
    }
  }
}
