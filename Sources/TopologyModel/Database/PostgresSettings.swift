public import Diagnostics
public import YAMLSyntax

/// Who knows PostgreSQL well enough to run it.
public enum PostgresTeam: String, CaseIterable, Sendable {
  /// People of your own.
  case ownTeam
  /// Nobody.
  case none
}

extension PostgresTeam: FieldValue {
  package static var typeName: String { "a team" }
}

/// PostgreSQL of a site, run by CloudNativePG.
public struct PostgresSettings: Sendable {
  /// Image; PostgreSQL major and system libraries must be the same in every site.
  public var image: Located<ImageReference>
  /// Instances: one primary, the others its standbys.
  public var instances: Located<Int> = 3
  /// Size of the data volume.
  public var storageSize = Located(Quantity.gibibytes(50))
  /// Size of the separate WAL volume.
  public var walSize = Located(Quantity.gibibytes(20))
  /// Resources of an instance.
  public var resources = Resources(cpu: Located(.millicores(2000)), memory: Located(.gibibytes(8)))
  /// Database and owner; the same in every site.
  public var database: Located<DatabaseName> = Located(DatabaseName(unchecked: "infisical"))
  /// PostgreSQL parameters beside those that the compiler sets.
  public var parameters: [StringPair] = []
  /// Longest time WAL stays unarchived on an idle server: the RPO bound of WAL shipping.
  public var archiveTimeout = Located(TimeSpan.minutes(5))
  /// Synchronous replication inside the site.
  public var synchronous = SynchronousReplication()
  /// Base backups and their retention.
  public var backup = PostgresBackup()
  /// How a passive site gets WAL.
  public var replication = Located(ReplicationMode.archive)
  /// How a passive site gets its first copy.
  public var bootstrap = Located(ReplicaBootstrap.recovery)
  /// Placement of instances.
  public var placement = PostgresPlacement()
  /// PgBouncer in front of the primary; none when absent.
  public var pooler: PoolerSettings?
  /// WAL written a day, for estimates.
  public var walPerDay: Located<Quantity>?
  /// Size of the data, for estimates.
  public var databaseSize: Located<Quantity>?
  /// Time that a switchover inside the site may take to stop the old primary.
  public var switchoverDelay = Located(TimeSpan.seconds(3600))
  /// Time that a primary inside the site must be gone before another is promoted.
  public var failoverDelay = Located(TimeSpan.seconds(0))
  /// Who knows PostgreSQL.
  public var operatedBy: Located<PostgresTeam>?
  /// Generation of the site's archive; raised by every re-clone.
  public var epoch: Located<Int> = 1
  /// Where peers reach the primary for streaming.
  public var streamingEndpoint: StreamingEndpoint?
  /// Where the block was written.
  public var span: SourceSpan?

  /// Default settings for `image`.
  public init(image: Located<ImageReference>) {
    self.image = image
  }
}

extension PostgresSettings: FieldBlock {
  package static let summary = "PostgreSQL settings of a site, run by CloudNativePG."

  package init() {
    self.init(image: Located(.constant("unset", "0")))
  }

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.scalar("image", &image, .required, "PostgreSQL image, the same in every site")
    fields.scalar("instances", &instances, "number of instances: the primary and its standbys")
    fields.scalar("storageSize", &storageSize, "size of the data volume")
    fields.scalar("walSize", &walSize, "size of the WAL volume")
    fields.block("resources", &resources, "resources of each instance")
    fields.scalar("database", &database, "name of the database and its owner")
    fields.strings("parameters", &parameters, "PostgreSQL parameters")
    fields.scalar("archiveTimeout", &archiveTimeout, "maximum time that WAL stays unarchived")
    fields.block("synchronous", &synchronous, "synchronous replication within the site")
    fields.block("backup", &backup, "base backups and retention")
    fields.scalar("replication", &replication, "archive or hybrid (streaming and archive)")
    fields.scalar("bootstrap", &bootstrap, "recovery or pgBasebackup")
    fields.block("placement", &placement, "placement of the instances")
    fields.block("pooler", &pooler, "PgBouncer in front of the primary")
    fields.scalar("walPerDay", &walPerDay, "WAL written per day, for estimates")
    fields.scalar("databaseSize", &databaseSize, "size of the data, for estimates")
    fields.scalar(
      "switchoverDelay", &switchoverDelay, "maximum time to stop the old primary of a site")
    fields.scalar(
      "failoverDelay", &failoverDelay,
      "time for which a primary must be gone before a failover within the site")
    fields.scalar("operatedBy", &operatedBy, "ownTeam or none")
    fields.scalar("epoch", &epoch, "generation of the site's archive")
    fields.block("streamingEndpoint", &streamingEndpoint, "endpoint that peers stream from")
  }
}

extension PostgresSettings {
  /// `max_connections` when the topology does not set it.
  package static let defaultMaxConnections = 300

  /// The value that the topology gives a parameter; nil when it says nothing.
  package func parameter(_ name: String) -> Located<String>? {
    parameters.last { $0.key.value == name }?.value
  }
}
