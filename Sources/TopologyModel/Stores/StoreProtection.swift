public import Diagnostics
package import YAMLSyntax

/// Mode of an S3 object lock.
public enum ObjectLockMode: String, CaseIterable, Sendable {
  /// Privileged users may lift it.
  case governance = "GOVERNANCE"
  /// Nobody may lift it.
  case compliance = "COMPLIANCE"
}

extension ObjectLockMode: FieldValue {
  package static var typeName: String { "an object lock mode" }
}

/// Default retention of an S3 object lock.
public struct ObjectLock: Sendable {
  /// Who may lift it.
  public var mode: Located<ObjectLockMode>
  /// Days for which objects cannot be deleted.
  public var days: Located<Int>
  /// Where the block was written.
  public var span: SourceSpan?

  /// Locks objects for `days`.
  public init(mode: Located<ObjectLockMode>, days: Located<Int>) {
    self.mode = mode
    self.days = days
  }
}

extension ObjectLock: FieldBlock {
  package static let summary = "Default retention of an S3 object lock."

  package init() { self.init(mode: Located(.governance), days: 0) }

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.scalar("mode", &mode, .required, "GOVERNANCE or COMPLIANCE")
    fields.scalar("days", &days, .required, "days for which objects cannot be deleted")
  }
}

/// How objects get to a second store.
public enum ReplicationMethod: String, CaseIterable, Sendable {
  /// The stores replicate buckets themselves.
  case bucketReplication
  /// A scheduled job copies.
  case mirror
}

extension ReplicationMethod: FieldValue {
  package static var typeName: String { "a replication method" }
}

/// Backup of the objects themselves in another store.
public struct StoreReplication: Sendable {
  /// Id of the other store, or a name outside the topology.
  public var target: Located<String>
  /// Failure domain of the copy.
  public var failureDomain: Located<DNSLabel>
  /// How objects get there.
  public var method = Located(ReplicationMethod.bucketReplication)
  /// Where the block was written.
  public var span: SourceSpan?

  /// Bucket replication to `target`.
  public init(target: Located<String>, failureDomain: Located<DNSLabel>) {
    self.target = target
    self.failureDomain = failureDomain
  }
}

extension StoreReplication: FieldBlock {
  package static let summary = "Backup of the objects themselves."

  package init() {
    self.init(target: "unset", failureDomain: Located(DNSLabel(unchecked: "unset")))
  }

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.scalar("target", &target, .required, "target store")
    fields.scalar("failureDomain", &failureDomain, .required, "failure domain of the copy")
    fields.scalar("method", &method, "bucketReplication or mirror")
  }
}

/// Size of a store and when to warn.
public struct StoreCapacity: Sendable {
  /// Usable size.
  public var total: Located<Quantity>
  /// Use in percent from which an alert fires.
  public var alertPercent: Located<Int> = 80
  /// Where the block was written.
  public var span: SourceSpan?

  /// Warns at 80 percent of `total`.
  public init(total: Located<Quantity>) {
    self.total = total
  }
}

extension StoreCapacity: FieldBlock {
  package static let summary = "Capacity of a store and its alert threshold."

  package init() { self.init(total: Located(.gibibytes(0))) }

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.scalar("total", &total, .required, "usable size")
    fields.scalar("alertPercent", &alertPercent, "percentage of use at which an alert fires")
  }
}
