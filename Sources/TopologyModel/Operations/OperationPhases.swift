import YAMLSyntax

/// Step of a switchover; each is one commit.
public enum SwitchoverPhase: String, CaseIterable, Sendable {
  /// Writers of the old site stop.
  case quiesce
  /// The old primary becomes a replica and yields the promotion token.
  case demote
  /// The new primary takes over with the token.
  case promote
  /// Roles are exchanged, the new site serves.
  case finish
  /// The old primary takes itself back with its own token, instead of `promote`.
  case abort
}

extension SwitchoverPhase: FieldValue {
  package static var typeName: String { "a switchover phase" }
}

/// Step of a failover; each is one commit.
public enum FailoverPhase: String, CaseIterable, Sendable {
  /// The lost site is shut out; nothing is promoted yet.
  case fence
  /// The target takes over, without a token.
  case promote
  /// Roles change, the target serves.
  case finish
  /// The site was not lost after all: its fence is taken away, and it serves again once it accepts
  /// writes.
  case abort
}

extension FailoverPhase: FieldValue {
  package static var typeName: String { "a failover phase" }
}

/// Step of a point-in-time recovery that replaces the live database.
public enum RollbackPhase: String, CaseIterable, Sendable {
  /// Writers stop.
  case quiesce
  /// The Cluster leaves the tree, so that nothing creates it again while people delete it.
  case clear
  /// The database is recovered into a new archive epoch; other sites are fenced.
  case restore
  /// The site serves again.
  case finish
}

extension RollbackPhase: FieldValue {
  package static var typeName: String { "a recovery phase" }
}

/// Step of a major upgrade of PostgreSQL; each is one commit.
public enum PostgresUpgradePhase: String, CaseIterable, Sendable {
  /// Writers stop.
  case quiesce
  /// The Clusters of all other sites leave the tree, so that people can delete them: a standby cannot be
  /// upgraded.
  case clear
  /// The Cluster gets the new image and a new archive epoch, and is upgraded; Infisical is still stopped.
  case upgrade
  /// The site serves again, with the new version.
  case finish
  /// The Cluster leaves the tree, instead of going on, so that people can delete it.
  case revert
  /// The database is recovered from the archive of the old version, into a new archive epoch.
  case recover
  /// The site serves again, with the old version.
  case `return`
}

extension PostgresUpgradePhase: FieldValue {
  package static var typeName: String { "an upgrade phase" }
}

/// Step of a re-clone.
public enum RebuildPhase: String, CaseIterable, Sendable {
  /// The Cluster leaves the tree, so that nothing creates it again while people delete it.
  case clear
  /// The Cluster is created again, with a new archive epoch, from a copy of the active site.
  case clone
}

extension RebuildPhase: FieldValue {
  package static var typeName: String { "a rebuild phase" }
}
