public import Diagnostics
package import YAMLSyntax

/// What the deployment promises; rules compare it with what the topology can keep.
public struct Objectives: Sendable {
  /// Longest span of data that may be lost with a site.
  public var rpo: Located<TimeSpan>?
  /// Longest outage when a site is lost.
  public var rto: Located<TimeSpan>?
  /// Time that a WAL segment takes to the object store.
  public var uploadTime = Located(TimeSpan.seconds(60))
  /// Longest outage of a passive site after which it still catches up.
  public var replicaOutage: Located<TimeSpan>?
  /// Where the block was written.
  public var span: SourceSpan?

  /// Nothing promised.
  public init() {}
}

extension Objectives: FieldBlock {
  package static let summary = "Objectives of the deployment."

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.scalar("rpo", &rpo, "maximum data loss when a site is lost")
    fields.scalar("rto", &rto, "maximum outage when a site is lost")
    fields.scalar("uploadTime", &uploadTime, "time to upload a WAL segment to the object store")
    fields.scalar(
      "replicaOutage", &replicaOutage,
      "maximum outage after which a passive site can still catch up")
  }
}

/// Someone who may decide.
public struct Contact: Sendable {
  /// Name.
  public var name: Located<String>
  /// What they do in an incident.
  public var role: Located<String>?
  /// How they are reached.
  public var reach: Located<String>?
  /// Where the block was written.
  public var span: SourceSpan?
}

extension Contact: FieldBlock {
  package static let summary = "A person who may approve a failover."

  package init() { name = "unset" }

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.scalar("name", &name, .required, "name")
    fields.scalar("role", &role, "role in an incident")
    fields.scalar("reach", &reach, "contact details")
  }
}
