/// Beginning an operation.
extension DeploymentState {
  func known(_ id: SiteID) throws(StepRefusal) -> SiteState {
    guard let site = site(id) else { throw StepRefusal("unknown site `\(id)`") }
    return site
  }

  func activeSite() throws(StepRefusal) -> SiteID {
    guard let active else { throw StepRefusal("there is no active site") }
    return active
  }

  func requireSteady() throws(StepRefusal) {
    guard operation == .steady else {
      throw StepRefusal("`\(operation)` is in progress: only one operation at a time")
    }
  }

  func starting(_ operation: OperationState) throws(StepRefusal) -> DeploymentState {
    try requireSteady()
    var next = self
    next.operation = operation
    return next
  }

  /// A site whose Cluster waits for the first base backup has nothing to work on.
  func requireDatabase(_ site: SiteState) throws(StepRefusal) {
    guard !site.isHeld else {
      throw StepRefusal("`\(site.id)` has no database yet: remove its `hold` first")
    }
  }

  /// Steady to quiesce: writers stop, no Cluster changes.
  func startingSwitchover(to: SiteID) throws(StepRefusal) -> DeploymentState {
    let target = try known(to)
    let from = try activeSite()
    guard to != from else { throw StepRefusal("`\(to)` is already the active site") }
    guard target.role == .passive else {
      throw StepRefusal("`\(to)` is \(target.role), and only a passive site can take over")
    }
    try requireDatabase(target)
    return try starting(.switchover(from: from, to: to, .quiesce))
  }

  /// To the fence: the lost site is shut out, no other Cluster changes.
  ///
  /// Legal in the middle of other operations, because sites are lost at any time.
  func startingFailover(lost: SiteID, to: SiteID) throws(StepRefusal) -> DeploymentState {
    let target = try known(to)
    _ = try known(lost)
    let active = try activeSite()
    guard lost != to else { throw StepRefusal("`\(lost)` cannot take over from itself") }
    try requireDatabase(target)
    var next = self
    var mayHoldWrites = active
    switch operation {
    case .switchover(let from, let other, .promote):
      // The target may have been promoted already, or not: a third site must not join in.
      guard lost == from ? to == other : lost == other else {
        throw StepRefusal(
          "`\(other)` may already be promoted: only it can take over from `\(from)`")
      }
      mayHoldWrites = lost
    case .failover(let before, let chosen, .fence):
      // Choosing another target before anything is promoted.
      guard lost == before, to != chosen else {
        throw StepRefusal(
          "`\(before)` is fenced and no site is promoted: `advance` or `abort` first")
      }
      mayHoldWrites = lost
    case .failover(let before, let chosen, .promote):
      guard lost == chosen else {
        throw StepRefusal("`\(chosen)` may already be promoted: `advance`, or fail over from it")
      }
      guard to != before else {
        throw StepRefusal("`\(before)` is fenced, and its data may be behind: `rebuild` it later")
      }
      next.update(before) { $0.role = .fenced }
      next.update(chosen) { $0.role = .active }
      mayHoldWrites = chosen
    case .rollback(_, .restore), .rollback(_, .finish):
      throw StepRefusal("every other site is fenced since the recovery: none can take over")
    default: break
    }
    guard lost == mayHoldWrites else {
      throw StepRefusal(
        "`\(lost)` is \(try known(lost).role): a failover starts with the loss of the active site")
    }
    let isReturn = lost != active && to == active
    guard target.role == .passive || isReturn else {
      throw StepRefusal("`\(to)` is \(target.role), and only a passive site can take over")
    }
    next.operation = .failover(lost: lost, to: to, .fence)
    return next
  }

  /// To clear: the Cluster leaves the tree, its site is fenced.
  func startingRebuild(_ id: SiteID) throws(StepRefusal) -> DeploymentState {
    try requireDatabase(try known(id))
    guard id != (try activeSite()) else {
      throw StepRefusal("`\(id)` is active: its data is the original")
    }
    var next = try starting(.rebuild(id, .clear))
    next.update(id) {
      $0.role = .fenced
      $0.isCleared = true
    }
    return next
  }

  /// The Cluster leaves the tree, its site is fenced.
  func startingRetirement(_ id: SiteID) throws(StepRefusal) -> DeploymentState {
    let site = try known(id)
    guard id != (try activeSite()) else {
      throw StepRefusal("`\(id)` is active: switch over to another site first")
    }
    guard !site.isRetired else { throw StepRefusal("`\(id)` is already retired: remove its block") }
    var next = try starting(.retirement(id))
    next.update(id) {
      $0.role = .fenced
      $0.isHeld = false
      $0.isCleared = true
    }
    return next
  }

  /// The active site writes to a new archive generation, which begins with what the old one did not get;
  /// a copy that had replayed up to there follows it.
  func startingNewArchive() throws(StepRefusal) -> DeploymentState {
    let active = try activeSite()
    var next = try starting(.newArchive(active))
    next.update(active) { $0.epoch += 1 }
    return next
  }

  func startingInspection(_ id: SiteID) throws(StepRefusal) -> DeploymentState {
    let site = try known(id)
    try requireDatabase(site)
    guard site.role == .active || site.role == .passive else {
      throw StepRefusal("`\(id)` is \(site.role), and nothing runs there")
    }
    return try starting(.inspection(id))
  }

  func startingDrill(_ id: SiteID) throws(StepRefusal) -> DeploymentState {
    let site = try known(id)
    try requireDatabase(site)
    guard site.role == .passive else {
      throw StepRefusal("`\(id)` is not passive: a drill must not disturb users")
    }
    return try starting(.drill(id))
  }
}
