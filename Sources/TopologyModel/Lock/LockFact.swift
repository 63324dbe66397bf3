package import Diagnostics
package import YAMLSyntax

/// A fact that later builds are judged by, with a seal of its own.
///
/// Two branches that change different facts touch lines that are not adjacent, so that version control
/// merges them; a seal over all facts would conflict in every merge.
package struct LockFact: Sendable {
  /// What a fact is about.
  package enum Name: String, CaseIterable, Sendable {
    /// Image of Infisical, of the whole deployment.
    case version
    /// Name of the database, of the whole deployment.
    case database
    /// Image of PostgreSQL.
    case postgres
    /// Size of the data volume.
    case storageSize
    /// Size of the WAL volume.
    case walSize
    /// Size of the volume of Redis.
    case redisStorageSize
    /// Bucket, path and endpoint of the archive.
    case archive
    /// A parameter that standbys depend on.
    case parameter
  }

  package var site: Located<SiteID>?
  package var name = Located(Name.version)
  /// Name of the parameter.
  package var key: Located<String>?
  package var value: Located<String> = ""
  /// Hash of the other fields.
  package var seal: Located<String> = ""
  package var span: SourceSpan?

  package init() {}

  init(_ name: Name, of site: SiteID? = nil, key: String? = nil, _ value: String) {
    self.site = site.map { Located($0) }
    self.name = Located(name)
    self.key = key.map { Located($0) }
    self.value = Located(value)
    seal = Located(expectedSeal)
  }

  var expectedSeal: String {
    var copy = self
    copy.seal = ""
    return SHA256.hex(JSONPrinter.print(FieldEncoder.encode(copy)))
  }
}

extension LockFact.Name: FieldValue {
  package static var typeName: String { "a fact" }
}

extension LockFact: FieldBlock {
  package static let summary = "A fact that later builds are judged by."

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.scalar("site", &site, "ID of the site; none for the whole deployment")
    fields.scalar("name", &name, .required, "what the fact is about")
    fields.scalar("key", &key, "name of the parameter")
    fields.scalar("value", &value, .required, "its value")
    fields.scalar("seal", &seal, .required, "hash of the fact")
  }
}

extension LockFact {
  /// Parameters that a standby must have at least as high as its primary (PostgreSQL 16, section 27.4,
  /// "Administrator's overview").
  package static let standbyParameters = [
    "max_connections", "max_worker_processes", "max_wal_senders", "max_prepared_transactions",
    "max_locks_per_transaction",
  ]

  /// Where a bucket lies, in one line: what must not change while a Cluster archives to it.
  package static func place(of bucket: Bucket, in store: ObjectStore) -> String {
    "\(bucket.destinationPath.value) at \(store.endpointURL.value)"
  }

  /// Stands for the archive of a site without a bucket, so that a lost fact is never taken for one.
  package static let noPlace = "none"

  /// What a build of `topology` makes facts, deployment first, then site by site.
  static func facts(of topology: Topology) -> [LockFact] {
    var facts = [LockFact(.version, topology.version.value.description)]
    if let active = topology.activeSite {
      facts.append(LockFact(.database, active.postgres.database.value.description))
    }
    for site in topology.sites { facts += Self.facts(of: site, in: topology) }
    return facts
  }

  private static func facts(of site: Site, in topology: Topology) -> [LockFact] {
    let id = site.id.value
    var facts = [
      LockFact(.postgres, of: id, site.postgres.image.value.description),
      LockFact(.storageSize, of: id, site.postgres.storageSize.value.description),
      LockFact(.walSize, of: id, site.postgres.walSize.value.description),
    ]
    facts.append(LockFact(.redisStorageSize, of: id, site.redis.storageSize.value.description))
    let archive = topology.bucket(of: site, .postgres).map { place(of: $1, in: $0) }
    facts.append(LockFact(.archive, of: id, archive ?? noPlace))
    for name in standbyParameters {
      guard let value = site.postgres.parameter(name) else { continue }
      facts.append(LockFact(.parameter, of: id, key: name, value.value))
    }
    return facts
  }
}
