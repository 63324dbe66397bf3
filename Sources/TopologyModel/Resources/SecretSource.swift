public import Diagnostics
package import YAMLSyntax

/// A folder of Infisical that is read.
public struct SecretSource: Sendable {
  /// Identifier of the project; this or the slug.
  public var projectId: Located<String>?
  /// Slug of the project; this or the identifier.
  public var projectSlug: Located<String>?
  /// Slug of the environment.
  public var environmentSlug: Located<String>
  /// Folder.
  public var secretPath: Located<String> = "/"
  /// Only secrets with one of these tags.
  public var tagSlugs: [Located<String>] = []
  /// Whether folders below are read.
  public var recursive = Located(false)
  /// Where the block was written.
  public var span: SourceSpan?

  /// The root folder of an environment.
  public init(environmentSlug: Located<String>) {
    self.environmentSlug = environmentSlug
  }
}

extension SecretSource: FieldBlock {
  package static let summary = "A folder in Infisical."

  package init() { self.init(environmentSlug: "unset") }

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.scalar("projectId", &projectId, "project ID; set either this or projectSlug")
    fields.scalar("projectSlug", &projectSlug, "project slug; set either this or projectId")
    fields.scalar("environmentSlug", &environmentSlug, .required, "environment slug")
    fields.scalar("secretPath", &secretPath, "folder")
    fields.scalars("tagSlugs", &tagSlugs, "only secrets with one of these tags")
    fields.scalar("recursive", &recursive, "also reads subfolders")
  }
}
