public import Diagnostics
package import YAMLSyntax

/// A look at the past: a second cluster beside the live one.
public struct Inspection: Sendable {
  /// Site that holds the second cluster.
  public var site: Located<SiteID>
  /// Last part of the second cluster's name, such as `20261121`.
  public var name: Located<DNSLabel>
  /// The moment to look at.
  public var target = RecoveryTarget()
  /// Where the block was written.
  public var span: SourceSpan?
}

extension Inspection: FieldBlock {
  package static let summary = "Inspection of earlier data in a second cluster."

  package init() {
    site = Located(SiteID(unchecked: "unset"))
    name = Located(DNSLabel(unchecked: "unset"))
  }

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.scalar("site", &site, .required, "site that runs the second cluster")
    fields.scalar("name", &name, .required, "suffix of the second cluster's name")
    fields.block("target", &target, .required, "recovery target to inspect")
  }
}

/// A return of the live database to the past.
public struct Rollback: Sendable {
  /// The active site.
  public var site: Located<SiteID>
  /// Step reached.
  public var phase = Located(RollbackPhase.quiesce)
  /// The moment to return to.
  public var target = RecoveryTarget()
  /// Where the block was written.
  public var span: SourceSpan?
}

extension Rollback: FieldBlock {
  package static let summary = "Rollback of the live database to an earlier time."

  package init() { site = Located(SiteID(unchecked: "unset")) }

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.scalar("site", &site, .required, "the active site")
    fields.scalar("phase", &phase, "quiesce, clear, restore or finish")
    fields.block("target", &target, .required, "recovery target of the rollback")
  }
}

/// A restore of Redis in a site that lives.
public struct RedisRestore: Sendable {
  /// The active site.
  public var site: Located<SiteID>
  /// Key of the backup object, or a request for an empty Redis.
  public var backup: Located<RestoreSource>
  /// Where the block was written.
  public var span: SourceSpan?
}

extension RedisRestore: FieldBlock {
  package static let summary = "Restore of Redis in place."

  package init() {
    site = Located(SiteID(unchecked: "unset"))
    backup = Located(.backup(ObjectPath(unchecked: "unset")))
  }

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.scalar("site", &site, .required, "the active site")
    fields.scalar(
      "backup", &backup, .required, "key of the backup object, or `empty:STAMP` for an empty Redis")
  }
}

/// A restore into a cluster of its own that proves the backups.
public struct Drill: Sendable {
  /// Passive site that holds the restored cluster.
  public var site: Located<SiteID>
  /// Last part of the restored cluster's name, such as `20261121`.
  public var name: Located<DNSLabel>
  /// Where the block was written.
  public var span: SourceSpan?
}

extension Drill: FieldBlock {
  package static let summary = "Restore drill that proves the backups."

  package init() {
    site = Located(SiteID(unchecked: "unset"))
    name = Located(DNSLabel(unchecked: "unset"))
  }

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.scalar("site", &site, .required, "passive site that runs the restored cluster")
    fields.scalar("name", &name, .required, "suffix of the restored cluster's name")
  }
}
