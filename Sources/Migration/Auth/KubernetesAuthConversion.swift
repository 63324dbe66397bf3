import Diagnostics
import InfisicalModel

extension KubernetesAuthDetails: AuthBlock where Scope == SecretsScope {
  var isBlank: Bool { identityId.value.isEmpty }

  func draft(_ notes: inout FieldNotes) -> AuthDraft {
    let place = "InfisicalAuth.spec.kubernetes"
    let reason =
      "tokens are requested from the API server instead of read from a Secret: the operator needs "
      + "create on serviceaccounts/token, and Infisical must accept the audience of the new token"
    var warnings: [Diagnostic] = []
    if autoCreateServiceAccountToken?.value == true {
      notes.mapped(
        autoCreateServiceAccountToken?.span, to: place,
        "tokens are always requested from the API server")
    } else {
      warnings.append(
        Diagnostic(
          .changedMeaning,
          "tokens of ServiceAccount `\(serviceAccountRef.name.value)` are obtained differently",
          at: autoCreateServiceAccountToken?.span ?? serviceAccountRef.name.span
        ).note(reason).help("verify both before you hand over the first resource"))
      if let own = autoCreateServiceAccountToken {
        notes.changed(own.span, to: place, reason)
      } else {
        notes.changedDefault(place, reason)
      }
    }
    let account = serviceAccountRef
    let audiences = serviceAccountTokenAudiences
    return AuthDraft(
      method: .kubernetes, scope: secretsScope, block: span, identity: identityId,
      label: account.name.value,
      references: [account.namespace.value, account.name.value] + audiences.map(\.value),
      warnings: warnings
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
