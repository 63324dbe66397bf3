public import Diagnostics
package import YAMLSyntax

/// A site is taken out for good: its Cluster leaves the tree and is deleted, its archive stays.
public struct Retirement: Sendable {
  /// Site that is taken out; never the active one.
  public var site: Located<SiteID>
  /// Where the block was written.
  public var span: SourceSpan?
}

extension Retirement: FieldBlock {
  package static let summary = "Removal of a site."

  package init() { site = Located(SiteID(unchecked: "unset")) }

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.scalar("site", &site, .required, "site to remove")
  }
}
