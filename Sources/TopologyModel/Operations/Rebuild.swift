public import Diagnostics
package import YAMLSyntax

/// The re-clone of a fenced site.
public struct Rebuild: Sendable {
  /// Site that is re-cloned.
  public var site: Located<SiteID>
  /// Step reached.
  public var phase = Located(RebuildPhase.clear)
  /// Where the block was written.
  public var span: SourceSpan?
}

extension Rebuild: FieldBlock {
  package static let summary = "Re-clone of a fenced site."

  package init() { site = Located(SiteID(unchecked: "unset")) }

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.scalar("site", &site, .required, "site to re-clone")
    fields.scalar("phase", &phase, "clear or clone")
  }
}
