package import Diagnostics
package import YAMLSyntax

/// Settings of `serviceToken`, which later versions do not have.
package struct ServiceTokenDetails: FieldBlock {
  package static let summary = "A service token."

  package var serviceTokenSecretReference = KubeSecretReference()
  package var secretsScope = ServiceTokenScope()
  package var span: SourceSpan?

  package init() {}

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.block(
      "serviceTokenSecretReference", &serviceTokenSecretReference, .required,
      "Secret with key infisicalToken")
    fields.block("secretsScope", &secretsScope, .required, "what to read")
  }
}

/// What a service token reads.
package struct ServiceTokenScope: FieldBlock {
  package static let summary = "What to read."

  package var envSlug: Located<String> = ""
  package var secretsPath: Located<String> = ""
  package var recursive: Located<Bool>?
  package var span: SourceSpan?

  package init() {}

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.scalar("envSlug", &envSlug, .required, "environment slug")
    fields.scalar("secretsPath", &secretsPath, .required, "folder, `/` for the root")
    fields.scalar("recursive", &recursive, "also reads subfolders")
  }
}

/// Settings of `serviceAccount`, which later versions do not have.
package struct ServiceAccountDetails: FieldBlock {
  package static let summary = "An Infisical service account."

  package var serviceAccountSecretReference = KubeSecretReference()
  package var projectId: Located<String> = ""
  package var environmentName: Located<String> = ""
  package var span: SourceSpan?

  package init() {}

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.block(
      "serviceAccountSecretReference", &serviceAccountSecretReference, .required,
      "Secret with the keys of the account")
    fields.scalar("projectId", &projectId, .required, "project ID")
    fields.scalar("environmentName", &environmentName, .required, "environment slug")
  }
}
