/// How a Cluster got, or would get, its first data; never changed afterwards, so that no commit of an
/// operation touches it.
package struct BootstrapRecord: Hashable, Sendable {
  /// The forms of `bootstrap` that are emitted.
  package enum Method: String, CaseIterable, Sendable {
    case initdb
    case recovery
    case pgBasebackup
  }

  package var method: Method
  /// Site whose data was copied; nil for a new database.
  package var source: SiteID?
  /// Archive epoch of the source, where it is not the source's present one.
  package var sourceEpoch: Int?

  package init(_ method: Method, source: SiteID? = nil, sourceEpoch: Int? = nil) {
    self.method = method
    self.source = source
    self.sourceEpoch = sourceEpoch
  }
}

/// Where a site is in the distributed topology.
///
/// `role` and `epoch` are in the document too; the rest is what commits made of it.
package struct SiteState: Hashable, Sendable {
  package let id: SiteID
  package var role: SiteRole
  /// Generation of the archive.
  package var epoch: Int
  /// Site that the Cluster's `replica.primary` names.
  package var primary: SiteID
  /// Site that the Cluster's `replica.source` names; nil for a deployment of one site.
  package var source: SiteID?
  package var bootstrap: BootstrapRecord
  /// Whether the Cluster is out of the tree, so that it can be deleted: agents that heal would create
  /// it again from its old manifest.
  package var isCleared = false
  /// Whether people have seen, for an operation that demands it, that the cleared Cluster is gone.
  package var isDeleted = false
  /// Whether the Cluster of a new site waits for the first base backup, and is not in the tree yet.
  package var isHeld = false

  /// Whether the block of the site may leave the topology: nothing runs there, and nothing will.
  package var isRetired: Bool { role == .fenced && isCleared && isDeleted }

  package init(
    _ id: SiteID, role: SiteRole, epoch: Int, primary: SiteID, source: SiteID?,
    bootstrap: BootstrapRecord
  ) {
    self.id = id
    self.role = role
    self.epoch = epoch
    self.primary = primary
    self.source = source
    self.bootstrap = bootstrap
  }
}
