/// What runs PostgreSQL in a site.
///
/// Emitters, network flows, Secrets and runbooks switch over it, so that another way to run a database is
/// a case here and an error of the compiler wherever something must be decided about it.
package enum DatabaseComponent: Sendable {
  /// A Cluster of CloudNativePG, with a pooler in front where the site writes.
  case cloudNativePG(CloudNativePGComponent)
}

/// A Cluster of CloudNativePG and what belongs to it.
package struct CloudNativePGComponent: Sendable {
  /// Whether the tree holds the Cluster: while a site is cleared it does not.
  package let hasCluster: Bool
  package let hasPooler: Bool
  /// Whether the Cluster connects to its peers, for WAL or for its first copy.
  package let streams: Bool
  /// Whether a peer connects to this Cluster, now or after a change of roles.
  package let isStreamedFrom: Bool
}
