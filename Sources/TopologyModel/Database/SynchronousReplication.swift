public import Diagnostics
package import YAMLSyntax

/// Synchronous replication between the instances of one site; it never spans sites.
public struct SynchronousReplication: Sendable {
  /// How standbys are chosen.
  public var method = Located(SynchronousMethod.any)
  /// Standbys that must have a commit before it is confirmed.
  public var number: Located<Int> = 1
  /// Whether writes wait when no standby is there.
  public var dataDurability = Located(DataDurability.required)
  /// Whether a failover needs a quorum that cannot miss a confirmed commit (CloudNativePG 1.28).
  public var failoverQuorum: Located<Bool> = true
  /// Where the block was written.
  public var span: SourceSpan?

  /// One synchronous standby, with failover quorum.
  public init() {}
}

extension SynchronousReplication: FieldBlock {
  package static let summary = "Synchronous replication within a site."

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.scalar("method", &method, "any or first")
    fields.scalar("number", &number, "number of standbys that confirm a commit; 0 disables it")
    fields.scalar("dataDurability", &dataDurability, "required or preferred")
    fields.scalar("failoverQuorum", &failoverQuorum, "whether failover requires a quorum")
  }
}
