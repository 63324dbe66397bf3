public import Diagnostics
package import YAMLSyntax

/// How PgBouncer shares server connections.
public enum PoolMode: String, CaseIterable, Sendable {
  /// A server connection belongs to a client until it leaves.
  case session
  /// A server connection belongs to a client for one transaction.
  case transaction
}

extension PoolMode: FieldValue {
  package static var typeName: String { "a pool mode" }
}

/// PgBouncer in front of the primary.
public struct PoolerSettings: Sendable {
  /// Pods of PgBouncer.
  public var instances: Located<Int> = 2
  /// How server connections are shared; Infisical needs sessions (rule PG-046).
  public var poolMode = Located(PoolMode.session)
  /// Client connections per pod.
  public var maxClientConnections: Located<Int> = 1000
  /// Server connections per pod and database.
  public var defaultPoolSize: Located<Int> = 40
  /// Where the block was written.
  public var span: SourceSpan?

  /// Seconds that a server connection outlives its client.
  package static let idleSeconds = 30

  /// Two pods in session mode.
  public init() {}
}

extension PoolerSettings: FieldBlock {
  package static let summary = "PgBouncer in front of the primary."

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.scalar("instances", &instances, "number of PgBouncer pods")
    fields.scalar("poolMode", &poolMode, "session or transaction")
    fields.scalar("maxClientConnections", &maxClientConnections, "client connections per pod")
    fields.scalar("defaultPoolSize", &defaultPoolSize, "server connections per pod")
  }
}
