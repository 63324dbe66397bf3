package import Diagnostics
package import YAMLSyntax

/// Settings of `kubernetesAuth`; kinds that name a destination elsewhere have no scope here.
package struct KubernetesAuthDetails<Scope: AuthScope>: FieldBlock {
  package static var summary: String { "Settings of this authentication method." }

  package var identityId: Located<String> = ""
  package var serviceAccountRef = LegacyServiceAccount()
  package var autoCreateServiceAccountToken: Located<Bool>?
  package var serviceAccountTokenAudiences: [Located<String>] = []
  package var secretsScope = Scope()
  package var span: SourceSpan?

  package init() {}

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.identity(&identityId)
    fields.block(
      "serviceAccountRef", &serviceAccountRef, .required,
      "ServiceAccount whose tokens are used")
    fields.scalar(
      "autoCreateServiceAccountToken", &autoCreateServiceAccountToken,
      "request tokens from the API server instead of reading the ServiceAccount's Secret")
    fields.scalars(
      "serviceAccountTokenAudiences", &serviceAccountTokenAudiences, "audiences of the tokens")
    fields.scope(&secretsScope)
  }
}

/// A ServiceAccount by its name.
package struct LegacyServiceAccount: FieldBlock {
  package static let summary = "Reference to a ServiceAccount by name."

  package var name: Located<String> = ""
  package var namespace: Located<String> = ""
  package var span: SourceSpan?

  package init() {}

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.scalar("name", &name, .required, "name of the ServiceAccount")
    fields.scalar("namespace", &namespace, .required, "namespace of the ServiceAccount")
  }
}
