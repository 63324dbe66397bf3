package import Diagnostics
package import YAMLSyntax

/// A site that the topology no longer names.
package struct LockRetiredSite: Sendable {
  package var id = Located(SiteID(unchecked: "unset"))
  package var epoch: Located<Int> = 1
  package var span: SourceSpan?

  package init() {}

  init(_ site: RetiredSite) {
    id = Located(site.id)
    epoch = Located(site.epoch)
  }

  var state: RetiredSite { RetiredSite(id.value, epoch: epoch.value) }
}

extension LockRetiredSite: FieldBlock {
  package static let summary = "A site that was removed."

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.scalar("id", &id, .required, "ID of the site")
    fields.scalar("epoch", &epoch, .required, "last generation of its archive")
  }
}
