import YAMLSyntax

/// What a site does.
///
/// Replicas, suspensions, traffic and hibernation all follow from it; there is no independent
/// setting that could contradict.
public enum SiteRole: String, CaseIterable, Sendable, CustomStringConvertible {
  /// Serves users and accepts writes.
  case active
  /// Replicates and waits for a person to promote it.
  case passive
  /// Was lost and must not come back writable.
  case fenced
  /// Is being re-cloned after a failover.
  case rebuilding

  /// The word used in documents.
  public var description: String { rawValue }
}

extension SiteRole: FieldValue {
  package static var typeName: String { "a site role" }
}
