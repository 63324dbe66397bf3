public import Diagnostics
package import YAMLSyntax

/// What is under way; steady when nothing is set.
public struct Operation: Sendable {
  /// A planned move.
  public var switchover: Switchover?
  /// A move away from a lost site.
  public var failover: Failover?
  /// A re-clone.
  public var rebuild: Rebuild?
  /// A look at the past in a second cluster.
  public var inspection: Inspection?
  /// A return of the live database to the past.
  public var rollback: Rollback?
  /// A restore of Redis where it was lost.
  public var redisRestore: RedisRestore?
  /// A restore that proves the backups.
  public var drill: Drill?
  /// A site that is taken out.
  public var retirement: Retirement?
  /// A major upgrade of PostgreSQL.
  public var postgresUpgrade: PostgresUpgrade?
  /// A new archive of the active site.
  public var newArchive: NewArchive?
  /// Where the block was written.
  public var span: SourceSpan?

  /// Nothing is under way.
  public init() {}

  /// Whether nothing is under way.
  package var isSteady: Bool { spans.isEmpty }

  /// The places of what is under way; rules guarantee that there is at most one.
  package var spans: [SourceSpan?] {
    [
      switchover.map(\.span), failover.map(\.span), rebuild.map(\.span), inspection.map(\.span),
      rollback.map(\.span), redisRestore.map(\.span), drill.map(\.span),
      retirement.map(\.span), postgresUpgrade.map(\.span), newArchive.map(\.span),
    ].compactMap(\.self)
  }
}

extension Operation: FieldBlock {
  package static let summary = "Operation in progress; none by default."

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.block("switchover", &switchover, "planned switchover")
    fields.block("failover", &failover, "failover from a lost site")
    fields.block("rebuild", &rebuild, "a re-clone")
    fields.block("inspection", &inspection, "inspection of earlier data in a second cluster")
    fields.block("rollback", &rollback, "rollback of the live database to an earlier time")
    fields.block("redisRestore", &redisRestore, "restore of Redis in place")
    fields.block("drill", &drill, "restore drill that proves the backups")
    fields.block("retirement", &retirement, "removal of a site")
    fields.block(
      "postgresUpgrade", &postgresUpgrade, "upgrade of PostgreSQL to another major version")
    fields.block("newArchive", &newArchive, "new archive of the active site")
  }
}
