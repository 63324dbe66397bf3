public import Diagnostics
package import YAMLSyntax

/// The moment that a recovery stops at: exactly one of the first five.
public struct RecoveryTarget: Sendable {
  /// A time with offset, RFC 3339.
  public var time: Located<String>?
  /// A transaction id.
  public var xid: Located<String>?
  /// A WAL position, `X/Y` in hexadecimal.
  public var lsn: Located<String>?
  /// A restore point, shorter than 64 characters.
  public var name: Located<String>?
  /// As soon as the backup is consistent.
  public var immediate: Located<Bool> = false
  /// `latest` or a number from 1.
  public var timeline: Located<String>?
  /// Backup to start from; required with `xid`, `name` and `immediate`.
  public var backupID: Located<String>?
  /// Whether to stop before the target instead of behind it.
  public var exclusive: Located<Bool> = false
  /// Where the block was written.
  public var span: SourceSpan?

  /// No moment yet.
  public init() {}
}

extension RecoveryTarget: FieldBlock {
  package static let summary = "Recovery target."

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.scalar("time", &time, "time with offset (RFC 3339)")
    fields.scalar("xid", &xid, "transaction ID")
    fields.scalar("lsn", &lsn, "a WAL position")
    fields.scalar("name", &name, "restore point")
    fields.scalar("immediate", &immediate, "as soon as the backup is consistent")
    fields.scalar("timeline", &timeline, "`latest` or a number from 1")
    fields.scalar("backupID", &backupID, "backup to start from")
    fields.scalar("exclusive", &exclusive, "whether to stop before the target")
  }
}

extension RecoveryTarget {
  /// The fields that name a moment, with what is written in them.
  package var moments: [Located<String>] {
    [time, xid, lsn, name].compactMap(\.self)
      + (immediate.value ? [Located("immediate", at: immediate.span)] : [])
  }
}
