package import YAMLSyntax

/// A project is named by its identifier or by its slug.
package enum ProjectReference {
  package static let invariant = FieldInvariant(
    "(has(self.projectId) && self.projectId != '') != (has(self.projectSlug) && self.projectSlug != '')",
    "exactly one of projectId and projectSlug is required")
}
