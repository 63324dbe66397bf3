package import Diagnostics
package import YAMLSyntax

/// One folder of Infisical.
package struct StaticSecretSource: FieldBlock {
  package static let summary = "One folder of Infisical."
  package static let invariants = [ProjectReference.invariant]

  package var projectId: Located<String>?
  package var projectSlug: Located<String>?
  package var environmentSlug = Located(FilledText(""))
  package var secretPath = Located(FilledText(""))
  package var tagSlugs: [Located<String>] = []
  package var recursive: Located<Bool>?
  package var span: SourceSpan?

  package init() {}

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.scalar("projectId", &projectId, "identifier of the project; this or projectSlug")
    fields.scalar("projectSlug", &projectSlug, "slug of the project; this or projectId")
    fields.scalar("environmentSlug", &environmentSlug, .required, "slug of the environment")
    fields.scalar("secretPath", &secretPath, .required, "folder, `/` for the root")
    fields.scalars("tagSlugs", &tagSlugs, "only secrets with one of these tags")
    fields.scalar("recursive", &recursive, "also the folders below")
  }
}
