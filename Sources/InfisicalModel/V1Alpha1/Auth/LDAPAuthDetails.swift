package import Diagnostics
package import YAMLSyntax

/// Settings of `ldapAuth`; kinds that name a destination elsewhere have no scope here.
package struct LDAPAuthDetails<Scope: AuthScope>: FieldBlock {
  package static var summary: String { "Settings of this authentication method." }

  package var identityId: Located<String> = ""
  package var credentialsRef = KubeSecretReference()
  package var secretsScope = Scope()
  package var span: SourceSpan?

  package init() {}

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.identity(&identityId)
    fields.block(
      "credentialsRef", &credentialsRef, .required, "Secret with keys username and password")
    fields.scope(&secretsScope)
  }
}
