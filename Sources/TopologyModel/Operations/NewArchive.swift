public import Diagnostics
package import YAMLSyntax

/// The active site begins a new archive: the old one is lost or damaged, or its store is given up.
///
/// PostgreSQL keeps WAL that could not be archived, so the new archive begins where the old one ends; a
/// copy that had not replayed up to there can never catch up, and is rebuilt.
public struct NewArchive: Sendable {
  /// The active site.
  public var site: Located<SiteID>
  /// Where the block was written.
  public var span: SourceSpan?
}

extension NewArchive: FieldBlock {
  package static let summary = "A new archive of the active site."

  package init() { site = Located(SiteID(unchecked: "unset")) }

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.scalar("site", &site, .required, "the active site")
  }
}
