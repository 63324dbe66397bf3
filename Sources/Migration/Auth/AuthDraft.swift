import Diagnostics
import InfisicalModel

/// An identity as an authentication block of v1alpha1 describes it, before it has a name.
struct AuthDraft: Sendable {
  let method: AuthMethod
  /// What the block reads; in v1beta1 that belongs to the static secret.
  let scope: SecretsScope
  /// Where the block was written.
  let block: SourceSpan?
  /// Identifier of the machine identity, which v1beta1 wants in a Secret; nil where none is needed.
  var identity: Located<String>?
  /// What people would call the identity.
  let label: String
  /// Everything beside method and identity that tells two identities apart.
  let references: [String]
  /// What changes for anyone who uses the identity; said once, where it is written.
  var warnings: [Diagnostic] = []
  /// Writes the settings of the method; gets the reference to the identifier.
  let settings: @Sendable (inout InfisicalAuthSpec, SecretReference) -> Void
}

/// An authentication block of v1alpha1 that has a successor.
protocol AuthBlock {
  /// Whether it says nothing: clients written in Go send unused blocks, too.
  var isBlank: Bool { get }
  func draft(_ notes: inout FieldNotes) -> AuthDraft
}

extension LegacyAuthentication where Scope == SecretsScope {
  /// The blocks that are set, in the order of the definition.
  var blocks: [(name: String, block: any AuthBlock, span: SourceSpan?)] {
    var result: [(name: String, block: any AuthBlock, span: SourceSpan?)] = []
    func add<Block: AuthBlock>(_ name: String, _ block: Block?, _ span: SourceSpan??) {
      if let block, !block.isBlank { result.append((name, block, span ?? nil)) }
    }
    add("universalAuth", universalAuth, universalAuth?.span)
    add("kubernetesAuth", kubernetesAuth, kubernetesAuth?.span)
    add("awsIamAuth", awsIamAuth, awsIamAuth?.span)
    add("azureAuth", azureAuth, azureAuth?.span)
    add("gcpIdTokenAuth", gcpIdTokenAuth, gcpIdTokenAuth?.span)
    add("gcpIamAuth", gcpIamAuth, gcpIamAuth?.span)
    add("ldapAuth", ldapAuth, ldapAuth?.span)
    return result
  }
}

extension KubeSecretReference {
  /// One key of the Secret, in the words of v1beta1.
  func key(_ key: String) -> SecretReference {
    SecretReference(name: secretName, namespace: secretNamespace, key: Located(key))
  }

  /// What tells references apart.
  var parts: [String] { [secretNamespace.value, secretName.value] }
}
