public import Diagnostics
package import YAMLSyntax

/// How a backup gets the data out of Redis.
public enum RedisBackupMethod: String, CaseIterable, Sendable {
  /// `redis-cli --rdb`: the server streams a snapshot, nothing blocks but the fork.
  case rdbStream
  /// `SAVE`, then the file is read from the data volume; blocks the server meanwhile.
  case save
}

extension RedisBackupMethod: FieldValue {
  package static var typeName: String { "a Redis backup method" }
}

/// Backups of Redis to object storage.
public struct RedisBackup: Sendable {
  /// How the data gets out of Redis.
  public var method = Located(RedisBackupMethod.rdbStream)
  /// When backups start; five fields, UTC.
  public var schedule = Located(CronSchedule(unchecked: "7 * * * *"))
  /// Image with `aws` (AWS CLI), `sh` and the core utilities.
  public var image = Located(ImageReference.constant("docker.io/amazon/aws-cli", "2.31.0"))
  /// Newest backups kept, one an hour.
  public var keepHourly: Located<Int> = 24
  /// Newest backups kept, one a day.
  public var keepDaily: Located<Int> = 7
  /// Newest backups kept, one a week.
  public var keepWeekly: Located<Int> = 4
  /// Backups never deleted, however old (rule RED-011).
  public var minKeep: Located<Int> = 3
  /// Where the block was written.
  public var span: SourceSpan?

  /// Hourly, kept a day by hour, a week by day, a month by week.
  public init() {}
}

extension RedisBackup: FieldBlock {
  package static let summary = "Backups of Redis to object storage."

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.scalar("method", &method, "rdbStream or save")
    fields.scalar("schedule", &schedule, "five cron fields, UTC")
    fields.scalar("image", &image, "image with the AWS CLI")
    fields.scalar("keepHourly", &keepHourly, "number of hourly backups to keep")
    fields.scalar("keepDaily", &keepDaily, "number of daily backups to keep")
    fields.scalar("keepWeekly", &keepWeekly, "number of weekly backups to keep")
    fields.scalar("minKeep", &minKeep, "minimum number of backups to keep")
  }
}
