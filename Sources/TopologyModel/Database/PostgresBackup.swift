public import Diagnostics
package import YAMLSyntax

/// Base backups, WAL archiving and retention of a site.
public struct PostgresBackup: Sendable {
  /// What writes to object storage.
  public var method = Located(BackupMethod.plugin)
  /// When base backups start; six fields, seconds first.
  public var schedule = Located(BackupSchedule(unchecked: "0 30 2 * * *"))
  /// How long base backups are kept.
  public var retention = Located(RetentionPolicy.days(30))
  /// Compression of WAL.
  public var walCompression = Located(WALCompression.zstd)
  /// Compression of base backups.
  public var dataCompression = Located(DataCompression.gzip)
  /// WAL files transferred at a time.
  public var maxParallel: Located<Int> = 4
  /// Where the block was written.
  public var span: SourceSpan?

  /// Nightly base backups kept 30 days, through the plugin.
  public init() {}
}

extension PostgresBackup: FieldBlock {
  package static let summary = "Base backups, WAL archiving and retention."

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.scalar("method", &method, "plugin or inTree")
    fields.scalar("schedule", &schedule, "six cron fields, seconds first")
    fields.scalar("retention", &retention, "retention of base backups")
    fields.scalar("walCompression", &walCompression, "compression of WAL")
    fields.scalar("dataCompression", &dataCompression, "compression of base backups")
    fields.scalar("maxParallel", &maxParallel, "number of WAL files transferred in parallel")
  }
}
