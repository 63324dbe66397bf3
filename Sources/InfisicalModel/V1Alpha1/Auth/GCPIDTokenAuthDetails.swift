package import Diagnostics
package import YAMLSyntax

/// Settings of `gcpIdTokenAuth`; kinds that name a destination elsewhere have no scope here.
package struct GCPIDTokenAuthDetails<Scope: AuthScope>: FieldBlock {
  package static var summary: String { "Settings of this authentication method." }

  package var identityId: Located<String> = ""
  package var secretsScope = Scope()
  package var span: SourceSpan?

  package init() {}

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.identity(&identityId)
    fields.scope(&secretsScope)
  }
}
