package import Diagnostics
package import YAMLSyntax

/// One folder of Infisical.
package struct StaticSecretSource: FieldBlock {
  package static let summary = "A folder in Infisical."
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
    fields.scalar("projectId", &projectId, "project ID; set either this or projectSlug")
    fields.scalar("projectSlug", &projectSlug, "project slug; set either this or projectId")
    fields.scalar("environmentSlug", &environmentSlug, .required, "environment slug")
    fields.scalar("secretPath", &secretPath, .required, "folder, `/` for the root")
    fields.scalars("tagSlugs", &tagSlugs, "only secrets with one of these tags")
    fields.scalar("recursive", &recursive, "also reads subfolders")
  }
}
