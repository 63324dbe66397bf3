package import YAMLSyntax

/// A schedule of five cron fields, as a Kubernetes CronJob reads it.
public struct CronSchedule: Hashable, Sendable, CustomStringConvertible {
  /// The schedule as written.
  public let description: String

  /// Checks the grammar; nil when `text` is not a schedule.
  public init?(_ text: String) { try? self.init(parsing: text) }

  init(unchecked text: String) { description = text }
}

extension CronSchedule: FieldValue {
  package static var typeName: String { "a cron schedule" }
  package init(parsing text: String) throws(ValueProblem) {
    try CronFields.check(text, CronFields.cronJob)
    description = text
  }
  package var fieldText: String { description }
}

/// A schedule of six cron fields, seconds first, as a CloudNativePG ScheduledBackup reads it.
///
/// Five fields would be taken with another meaning (rule ARC-015): they are refused.
public struct BackupSchedule: Hashable, Sendable, CustomStringConvertible {
  /// The schedule as written.
  public let description: String

  /// Checks the grammar; nil when `text` is not a schedule.
  public init?(_ text: String) { try? self.init(parsing: text) }

  init(unchecked text: String) { description = text }
}

extension BackupSchedule: FieldValue {
  package static var typeName: String { "a six-field cron schedule" }
  package init(parsing text: String) throws(ValueProblem) {
    try CronFields.check(text, CronFields.scheduledBackup)
    description = text
  }
  package var fieldText: String { description }
}
