import Diagnostics

extension DeploymentState {
  /// The state of a topology that no commit preceded.
  ///
  /// Whatever operation it names is taken as it is: whether a first commit may name one is for rules
  /// to say.
  package init(initial topology: Topology) {
    let active = topology.activeSite ?? topology.sites.first
    self.init(
      operation: OperationState(topology.operation),
      sites: topology.sites.map { site in
        Self.fresh(site, of: topology, following: active?.id.value ?? site.id.value)
      })
    // A first commit in the middle of an operation is refused elsewhere; until then its Clusters stand
    // where the operation's own steps would have put them.
    if let active { replay(active.id.value) }
  }

  /// A site that was not there before: a replica of `active`, or a new database.
  package static func fresh(
    _ site: Site, of topology: Topology, following active: SiteID
  ) -> SiteState {
    let id = site.id.value
    let isActive = id == active
    let method: BootstrapRecord.Method =
      site.postgres.bootstrap.value == .recovery ? .recovery : .pgBasebackup
    var state = SiteState(
      id, role: site.role.value, epoch: site.postgres.epoch.value, primary: active,
      source: isActive ? topology.peers(of: site).first?.id.value : active,
      bootstrap: isActive ? BootstrapRecord(.initdb) : BootstrapRecord(method, source: active))
    state.isHeld = site.hold.value && site.role.value == .passive
    return state
  }

  private mutating func replay(_ active: SiteID) {
    let wanted = operation
    guard let first = wanted.firstStep else { return }
    var state = self
    state.operation = .steady
    var step = first
    // No operation has more phases than this.
    for _ in 0..<5 {
      guard let next = try? state.applying(step) else { return }
      state = next
      if state.operation == wanted { break }
      step = .advance
    }
    guard state.operation == wanted, state.core.sites == core.sites else { return }
    self = state
  }
}

extension OperationState {
  /// The step that began the operation; nil when nothing is under way.
  var firstStep: OperationStep? {
    switch self {
    case .steady: nil
    case .switchover(_, let to, _): .switchover(to: to)
    case .failover(let lost, let to, _): .failover(lost: lost, to: to)
    case .rebuild(let site, _): .rebuild(site)
    case .inspection(let site): .inspection(site)
    case .rollback: .rollback
    case .redisRestore: .redisRestore
    case .drill(let site): .drill(site)
    case .retirement(let site): .retirement(site)
    case .postgresUpgrade: .postgresUpgrade
    case .newArchive: .newArchive
    }
  }
}
