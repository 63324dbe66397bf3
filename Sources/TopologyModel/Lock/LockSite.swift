package import Diagnostics
package import YAMLSyntax

/// Where a site stood when the lock was written, with the facts that may only grow.
package struct LockSite: Sendable {
  package var id = Located(SiteID(unchecked: "unset"))
  package var role = Located(SiteRole.passive)
  package var epoch: Located<Int> = 1
  package var primary = Located(SiteID(unchecked: "unset"))
  package var source: Located<SiteID>?
  package var bootstrap = LockBootstrap()
  package var cleared: Located<Bool>?
  /// Nil in locks from before November 2026, which said so by `cleared` alone.
  package var deleted: Located<Bool>?
  package var held: Located<Bool>?
  // Formats 1 and 2 kept facts here; format 3 has them in ``TopologyLock/facts``.
  var postgres: Located<String>?
  var version: Located<String>?
  var storageSize: Located<Quantity>?
  var walSize: Located<Quantity>?
  var parameters: [StringPair] = []
  package var span: SourceSpan?

  package init() {}
}

extension LockSite: FieldBlock {
  package static let summary = "State of a site."

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.scalar("id", &id, .required, "ID of the site")
    fields.scalar("role", &role, .required, "its role")
    fields.scalar("epoch", &epoch, .required, "generation of its archive")
    fields.scalar("primary", &primary, .required, "site that its Cluster names as primary")
    fields.scalar("source", &source, "site that its Cluster follows, or would follow")
    fields.block("bootstrap", &bootstrap, .required, "how its Cluster was created")
    fields.scalar("cleared", &cleared, "whether its Cluster is removed from the tree")
    fields.scalar("deleted", &deleted, "whether its removed Cluster was seen to be gone")
    fields.scalar("held", &held, "whether its Cluster waits for the first base backup")
    fields.scalar("postgres", &postgres, "image of PostgreSQL, before format 3")
    fields.scalar("version", &version, "image of Infisical, before format 3")
    fields.scalar("storageSize", &storageSize, "size of the data volume, before format 3")
    fields.scalar("walSize", &walSize, "size of the WAL volume, before format 3")
    fields.strings("parameters", &parameters, "parameters of standbys, before format 3")
  }
}

extension LockSite {
  init(_ state: SiteState) {
    id = Located(state.id)
    role = Located(state.role)
    epoch = Located(state.epoch)
    primary = Located(state.primary)
    source = state.source.map { Located($0) }
    bootstrap = LockBootstrap(state.bootstrap)
    cleared = state.isCleared ? true : nil
    deleted = state.isCleared ? Located(state.isDeleted) : nil
    held = state.isHeld ? true : nil
  }

  /// The facts that formats before 3 kept with the site.
  var facts: [LockFact] {
    let named: [(LockFact.Name, String?)] = [
      (.postgres, postgres?.value), (.storageSize, storageSize?.value.description),
      (.walSize, walSize?.value.description),
    ]
    return named.compactMap { name, value in value.map { LockFact(name, of: id.value, $0) } }
      + parameters.map { LockFact(.parameter, of: id.value, key: $0.key.value, $0.value.value) }
  }

  var state: SiteState {
    var state = SiteState(
      id.value, role: role.value, epoch: epoch.value, primary: primary.value,
      source: source?.value, bootstrap: bootstrap.record)
    state.isCleared = cleared?.value ?? false
    state.isDeleted = deleted?.value ?? state.isCleared
    state.isHeld = held?.value ?? false
    return state
  }
}

/// How a Cluster began.
package struct LockBootstrap: Sendable {
  package var method = Located(BootstrapRecord.Method.initdb)
  package var source: Located<SiteID>?
  package var sourceEpoch: Located<Int>?
  package var span: SourceSpan?

  package init() {}

  init(_ record: BootstrapRecord) {
    method = Located(record.method)
    source = record.source.map { Located($0) }
    sourceEpoch = record.sourceEpoch.map { Located($0) }
  }

  var record: BootstrapRecord {
    BootstrapRecord(method.value, source: source?.value, sourceEpoch: sourceEpoch?.value)
  }
}

extension BootstrapRecord.Method: FieldValue {
  package static var typeName: String { "a bootstrap method" }
}

extension LockBootstrap: FieldBlock {
  package static let summary = "How a Cluster was created."

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.scalar("method", &method, .required, "initdb, recovery or pgBasebackup")
    fields.scalar("source", &source, "site that it was copied from")
    fields.scalar("sourceEpoch", &sourceEpoch, "archive generation that it was recovered from")
  }
}
