import Diagnostics
import InfisicalModel

extension KubernetesAuthDetails: AuthBlock where Scope == SecretsScope {
  func draft(_ notes: inout FieldNotes) -> AuthDraft {
    if let own = autoCreateServiceAccountToken {
      if own.value {
        notes.mapped(
          own.span, to: "InfisicalAuth.spec.kubernetes",
          "tokens are always asked for from the API server")
      } else {
        let reason =
          "tokens are asked for from the API server instead of read from a Secret: the operator needs "
          + "create on serviceaccounts/token, and Infisical must accept the audience of the new token"
        notes.changed(
          own.span, to: "InfisicalAuth.spec.kubernetes", reason,
          warning: "tokens of the ServiceAccount come from elsewhere from now on")
      }
    }
    let account = serviceAccountRef
    let audiences = serviceAccountTokenAudiences
    return AuthDraft(
      method: .kubernetes, scope: secretsScope, block: span, identity: identityId,
      label: account.name.value,
      references: [account.namespace.value, account.name.value] + audiences.map(\.value)
    ) { spec, identity in
      var settings = KubernetesAuth()
      settings.identityIdRef = identity
      settings.serviceAccountRef = ObjectReference(name: account.name, namespace: account.namespace)
      settings.serviceAccountRef.span = account.span
      settings.serviceAccountTokenAudiences = audiences
      settings.span = span
      spec.kubernetes = settings
    }
  }
}
