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
    ].compactMap(\.self)
  }
}

extension Operation: FieldBlock {
  package static let summary = "What is under way; nothing when absent."

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.block("switchover", &switchover, "a planned move")
    fields.block("failover", &failover, "a move away from a lost site")
    fields.block("rebuild", &rebuild, "a re-clone")
    fields.block("inspection", &inspection, "a look at the past in a second cluster")
    fields.block("rollback", &rollback, "a return of the live database to the past")
    fields.block("redisRestore", &redisRestore, "a restore of Redis where it was lost")
    fields.block("drill", &drill, "a restore that proves the backups")
  }
}
