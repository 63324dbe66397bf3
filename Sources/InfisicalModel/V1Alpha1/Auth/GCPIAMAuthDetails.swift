package import Diagnostics
package import YAMLSyntax

/// Settings of `gcpIamAuth`; kinds that name a destination elsewhere have no scope here.
package struct GCPIAMAuthDetails<Scope: AuthScope>: FieldBlock {
  package static var summary: String { "Settings of this way to log in." }

  package var identityId: Located<String> = ""
  package var serviceAccountKeyFilePath: Located<String> = ""
  package var secretsScope = Scope()
  package var span: SourceSpan?

  package init() {}

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.scalar(
      "identityId", &identityId, .required, "identifier of the machine identity")
    fields.scalar(
      "serviceAccountKeyFilePath", &serviceAccountKeyFilePath, .required,
      "path of the key in the container of the operator")
    if Scope.isScoped {
      fields.block("secretsScope", &secretsScope, .required, "what to read")
    }
  }
}
