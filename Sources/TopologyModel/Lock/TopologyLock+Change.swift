import Diagnostics
import YAMLSyntax

extension TopologyLock {
  /// The state that the lock records; nil when its words are none that this program writes.
  package var state: DeploymentState? {
    operation.state.map {
      DeploymentState(operation: $0, sites: sites.map(\.state), retired: retiredSites)
    }
  }

  /// The sites of the past; formats before 3 know them from their changes of state alone.
  private var retiredSites: [RetiredSite] {
    guard version.value < 3 else { return retired.map(\.state) }
    var past: [RetiredSite] = []
    for site in history.flatMap(\.siteFacts) where self.site(site.id) == nil {
      past.removeAll { $0.id == site.id }
      past.append(site)
    }
    return past.sorted { $0.id.description < $1.id.description }
  }

  package func site(_ id: SiteID) -> LockSite? { sites.first { $0.id.value == id } }

  /// The lock behind a commit that brings `topology` into `state`; nil as `previous` means the first.
  ///
  /// Nothing but its arguments goes in: the same topology on the same lock gives the same bytes, and a
  /// second build gives the lock that it was given.
  package static func following(
    _ previous: TopologyLock?, _ topology: Topology, _ state: DeploymentState
  ) -> TopologyLock {
    var lock = TopologyLock()
    lock.deployment = Located(topology.name.value.description)
    lock.namespace = Located(topology.namespace.value.description)
    lock.operation = LockOperation(state.operation)
    lock.sites = state.sites.map(LockSite.init)
    lock.facts = LockFact.facts(of: topology)
    lock.retired = state.retired.map(LockRetiredSite.init)
    lock.systemIdentifier = previous?.systemIdentifier
    lock.tokens = previous?.tokens ?? []
    lock.history = previous?.history ?? []
    let entry = LockEntry(state, after: lock.history.last)
    if lock.history.last.map({
      $0.state.value != entry.state.value || $0.sites.value != entry.sites.value
    })
      ?? true
    {
      lock.history.append(entry)
    }
    if let previous, Self.majorChange(previous, topology) != nil { lock.systemIdentifier = nil }
    lock.record(topology.operation.switchover?.token?.value)
    // The writer is that of the last change: a new release alone changes no lock.
    lock.writtenBy = previous?.writtenBy.map { Located($0.value) }
    lock.seal = Located(lock.expectedSeal)
    if lock.bytes != previous?.bytes {
      lock.writtenBy = Located(Release.version)
      lock.seal = Located(lock.expectedSeal)
    }
    return lock
  }

  private mutating func record(_ text: String?) {
    guard let text else { return }
    let token = LockToken(text, sequence: sequence)
    if !tokens.contains(where: { $0.sha256.value == token.sha256.value }) { tokens.append(token) }
    if case .success(let parsed) = PromotionToken.parse(text), systemIdentifier == nil {
      systemIdentifier = Located(parsed.databaseSystemIdentifier)
    }
  }

  /// Two major versions of PostgreSQL.
  package struct MajorChange: Sendable {
    package let from: Int
    package let to: Int
  }

  /// How the active site's PostgreSQL major version changes, which gives the database a new identity
  /// (CloudNativePG 1.30, postgres_upgrades); nil when it stays.
  package static func majorChange(
    _ previous: TopologyLock, _ topology: Topology
  ) -> MajorChange? {
    guard let active = topology.activeSite,
      let image = previous.fact(.postgres, of: active.id.value).flatMap({ ImageReference($0) }),
      let old = image.majorVersion, let new = active.postgres.image.value.majorVersion, old != new
    else { return nil }
    return MajorChange(from: old, to: new)
  }
}
