import Diagnostics
import InfisicalModel

extension LDAPAuthDetails: AuthBlock where Scope == SecretsScope {
  var isBlank: Bool { identityId.value.isEmpty }

  func draft(_ notes: inout FieldNotes) -> AuthDraft {
    let credentials = credentialsRef
    return AuthDraft(
      method: .ldap, scope: secretsScope, block: span, identity: identityId,
      label: credentials.secretName.value, references: credentials.parts
    ) { spec, identity in
      var settings = LDAPAuth()
      settings.identityIdRef = identity
      settings.usernameRef = credentials.key("username")
      settings.passwordRef = credentials.key("password")
      settings.usernameRef.span = credentials.span
      settings.span = span
      spec.ldap = settings
    }
  }
}
