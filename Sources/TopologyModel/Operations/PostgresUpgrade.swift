public import Diagnostics
package import YAMLSyntax

/// The database of the active site moves to another major version, and back if that fails.
///
/// Both images stay in the block, so that the way back does not depend on anybody's memory.
public struct PostgresUpgrade: Sendable {
  /// The active site.
  public var site: Located<SiteID>
  /// Step reached.
  public var phase = Located(PostgresUpgradePhase.quiesce)
  /// Image that the database ran before.
  public var fromImage: Located<ImageReference>
  /// Image of the new major version, for the same operating system.
  public var toImage: Located<ImageReference>
  /// Where the block was written.
  public var span: SourceSpan?
}

extension PostgresUpgrade: FieldBlock {
  package static let summary = "Upgrade of PostgreSQL to another major version."

  package init() {
    site = Located(SiteID(unchecked: "unset"))
    fromImage = Located(.constant("unset", "0"))
    toImage = Located(.constant("unset", "0"))
  }

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.scalar("site", &site, .required, "the active site")
    fields.scalar("phase", &phase, "quiesce, clear, upgrade, finish, revert, recover or return")
    fields.scalar("fromImage", &fromImage, .required, "image before the upgrade")
    fields.scalar("toImage", &toImage, .required, "image of the new major version")
  }
}

extension PostgresUpgrade {
  /// The image that the topology must name in this phase.
  package var image: Located<ImageReference> {
    switch phase.value {
    case .quiesce, .clear, .revert, .recover, .return: fromImage
    case .upgrade, .finish: toImage
    }
  }
}
