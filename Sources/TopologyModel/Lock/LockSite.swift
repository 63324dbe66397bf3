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
  package var postgres: Located<String> = ""
  package var storageSize = Located(Quantity.gibibytes(0))
  package var walSize = Located(Quantity.gibibytes(0))
  package var version: Located<String> = ""
  /// The parameters that a standby must not set lower than its primary.
  package var parameters: [StringPair] = []
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
    fields.scalar("postgres", &postgres, .required, "image of PostgreSQL")
    fields.scalar("version", &version, .required, "image of Infisical")
    fields.scalar("storageSize", &storageSize, .required, "size of the data volume")
    fields.scalar("walSize", &walSize, .required, "size of the WAL volume")
    fields.strings("parameters", &parameters, "parameters that standbys depend on")
  }
}

extension LockSite {
  /// Parameters that a standby must have at least as high as its primary (PostgreSQL 16, section 27.4,
  /// "Administrator's overview").
  package static let standbyParameters = [
    "max_connections", "max_worker_processes", "max_wal_senders", "max_prepared_transactions",
    "max_locks_per_transaction",
  ]

  init(_ state: SiteState, _ site: Site, _ topology: Topology) {
    id = Located(state.id)
    role = Located(state.role)
    epoch = Located(state.epoch)
    primary = Located(state.primary)
    source = state.source.map { Located($0) }
    bootstrap = LockBootstrap(state.bootstrap)
    cleared = state.isCleared ? true : nil
    postgres = Located(site.postgres.image.value.description)
    version = Located(topology.version.value.description)
    storageSize = Located(site.postgres.storageSize.value)
    walSize = Located(site.postgres.walSize.value)
    parameters = Self.standbyParameters.compactMap { name in
      site.postgres.parameter(name).map { StringPair(Located(name), Located($0.value)) }
    }
  }

  var state: SiteState {
    var state = SiteState(
      id.value, role: role.value, epoch: epoch.value, primary: primary.value,
      source: source?.value, bootstrap: bootstrap.record)
    state.isCleared = cleared?.value ?? false
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
