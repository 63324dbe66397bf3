package import Diagnostics
package import YAMLSyntax

/// What an authentication block of v1alpha1 reads: a scope, or nothing when the kind says it elsewhere.
package protocol AuthScope: FieldBlock {
  static var isScoped: Bool { get }
}

extension FieldVisitor {
  /// The field with the ID of a machine identity.
  mutating func identity(_ identity: inout Located<String>) {
    scalar("identityId", &identity, .required, "ID of the machine identity")
  }

  /// The field with the scope, where the kind has one.
  mutating func scope<Scope: AuthScope>(_ scope: inout Scope) {
    guard Scope.isScoped else { return }
    block("secretsScope", &scope, .required, "what to read")
  }
}

/// No scope: the kind names its destination elsewhere.
package struct NoScope: AuthScope {
  package static let summary = "Nothing."
  package static let isScoped = false
  package var span: SourceSpan?
  package init() {}
  package mutating func visit(_ fields: inout some FieldVisitor) {}
}

/// What an InfisicalSecret reads.
package struct SecretsScope: AuthScope {
  package static let summary = "What to read."
  package static let isScoped = true
  package static let invariants = [
    FieldInvariant(
      "(self.envSlug == '' && self.secretsPath == '') || (\(ProjectReference.invariant.rule))",
      ProjectReference.invariant.message),
    FieldInvariant(
      "!has(self.secretName) || self.secretName == '' || !has(self.recursive) || !self.recursive",
      "secretName cannot be used with recursive"),
  ]

  package var projectId: Located<String>?
  package var projectSlug: Located<String>?
  package var envSlug: Located<String> = ""
  package var secretsPath: Located<String> = ""
  package var secretName: Located<String>?
  package var recursive: Located<Bool>?
  package var span: SourceSpan?

  package init() {}

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.scalar("projectId", &projectId, "project ID; set either this or projectSlug")
    fields.scalar("projectSlug", &projectSlug, "project slug; set either this or projectId")
    fields.scalar("envSlug", &envSlug, .required, "environment slug")
    fields.scalar("secretsPath", &secretsPath, .required, "folder, `/` for the root")
    fields.scalar("secretName", &secretName, "only this secret; not with recursive")
    fields.scalar("recursive", &recursive, "also reads subfolders")
  }
}
