import YAMLSyntax

/// How a passive site gets WAL from the active one.
///
/// Streaming alone is not offered: slots do not span sites, so it loses its place when the link is
/// down (rule PG-031).
public enum ReplicationMode: String, CaseIterable, Sendable {
  /// From the active site's archive in object storage.
  case archive
  /// By streaming, with the archive to fall back on.
  case hybrid
}

extension ReplicationMode: FieldValue {
  package static var typeName: String { "a replication mode" }
}

/// How a passive site gets its first copy (CloudNativePG's webhook allows no other).
public enum ReplicaBootstrap: String, CaseIterable, Sendable {
  /// From a base backup in object storage.
  case recovery
  /// By a copy over the streaming endpoint.
  case pgBasebackup
}

extension ReplicaBootstrap: FieldValue {
  package static var typeName: String { "a bootstrap method" }
}

/// What writes WAL and base backups to object storage.
public enum BackupMethod: String, CaseIterable, Sendable {
  /// The Barman Cloud plugin.
  case plugin
  /// CloudNativePG's own support, removed in 1.31 (rule GATE-03).
  case inTree
}

extension BackupMethod: FieldValue {
  package static var typeName: String { "a backup method" }
}

/// Whether writes wait when no standby is there.
public enum DataDurability: String, CaseIterable, Sendable {
  /// Writes wait.
  case required
  /// Writes go on, without a synchronous copy.
  case preferred
}

extension DataDurability: FieldValue {
  package static var typeName: String { "a durability" }
}

/// How standbys are chosen.
public enum SynchronousMethod: String, CaseIterable, Sendable {
  /// Any of them.
  case any
  /// The first in order.
  case first
}

extension SynchronousMethod: FieldValue {
  package static var typeName: String { "a synchronous method" }
}

/// Anti-affinity between instances.
public enum AntiAffinity: String, CaseIterable, Sendable {
  /// Instances share a node when there is no other.
  case preferred
  /// Instances never share a node.
  case required
}

extension AntiAffinity: FieldValue {
  package static var typeName: String { "an anti-affinity" }
}

/// Compression of WAL (Barman Cloud plugin 0.14.0, ObjectStore CRD).
public enum WALCompression: String, CaseIterable, Sendable {
  /// As the CRD names them.
  case bzip2, gzip, lz4, snappy, xz, zstd
}

extension WALCompression: FieldValue {
  package static var typeName: String { "a WAL compression" }
}

/// Compression of base backups (Barman Cloud plugin 0.14.0, ObjectStore CRD).
public enum DataCompression: String, CaseIterable, Sendable {
  /// As the CRD names them.
  case bzip2, gzip, lz4, snappy
}

extension DataCompression: FieldValue {
  package static var typeName: String { "a data compression" }
}
