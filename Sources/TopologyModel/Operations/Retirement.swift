public import Diagnostics
package import YAMLSyntax

/// A site is taken out for good: its Cluster leaves the tree and is deleted, its archive stays.
public struct Retirement: Sendable {
  /// Site that is taken out; never the active one.
  public var site: Located<SiteID>
  /// People who vouch that a site which was lost can never run again; at least two for a fenced one.
  public var acknowledgedBy: [Located<String>] = []
  /// Where that is recorded.
  public var incidentRef: Located<String>?
  /// Where the block was written.
  public var span: SourceSpan?
}

extension Retirement: FieldBlock {
  package static let summary = "Removal of a site."

  package init() { site = Located(SiteID(unchecked: "unset")) }

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.scalar("site", &site, .required, "site to remove")
    fields.scalars(
      "acknowledgedBy", &acknowledgedBy,
      "people who confirm that a fenced site can never run again, at least two")
    fields.scalar("incidentRef", &incidentRef, "reference to the record of the confirmation")
  }
}
