package import Diagnostics
package import YAMLSyntax

/// Settings of `universalAuth`; kinds that name a destination elsewhere have no scope here.
package struct UniversalAuthDetails<Scope: AuthScope>: FieldBlock {
  package static var summary: String { "Settings of this authentication method." }

  package var credentialsRef = KubeSecretReference()
  package var secretsScope = Scope()
  package var span: SourceSpan?

  package init() {}

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.block(
      "credentialsRef", &credentialsRef, .required, "Secret with keys clientId and clientSecret")
    fields.scope(&secretsScope)
  }
}
