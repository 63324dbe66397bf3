/// One commit of an operation: the edges of the state machine (rule TOPO-007).
package enum OperationStep: Hashable, Sendable {
  case switchover(to: SiteID)
  case failover(lost: SiteID, to: SiteID)
  case rebuild(SiteID)
  case inspection(SiteID)
  case rollback
  case redisRestore
  case drill(SiteID)
  case retirement(SiteID)
  case postgresUpgrade
  case newArchive
  /// The next phase of what is under way, or its end.
  case advance
  /// Back to where the operation began, while that is still possible.
  case abort
}

extension OperationStep: CustomStringConvertible {
  /// The words behind `redoubt operation TOPOLOGY`.
  package var description: String {
    switch self {
    case .switchover(let to): "switchover --to \(to)"
    case .failover(let lost, let to): "failover --lost \(lost) --to \(to)"
    case .rebuild(let site): "rebuild \(site)"
    case .inspection(let site): "inspect \(site)"
    case .rollback: "rollback"
    case .redisRestore: "redis-restore"
    case .drill(let site): "drill \(site)"
    case .retirement(let site): "retire \(site)"
    case .postgresUpgrade: "postgres-upgrade"
    case .newArchive: "new-archive"
    case .advance: "advance"
    case .abort: "abort"
    }
  }
}

/// Why a step is not taken.
package struct StepRefusal: Error, Hashable {
  /// What kind of mistake it would be; each has a rule of its own.
  package enum Cause: Hashable, Sendable {
    /// The step does not follow (rule TOPO-007).
    case order
    /// A fenced site would come back with its old data (rule TOPO-010).
    case fencedReturn
    /// A role changes by hand (rule TOPO-013).
    case roleWithoutOperation
    /// An archive generation changes by hand (rules TOPO-018 and ARC-004).
    case epoch
    /// A site is missing that was not retired, so that its Cluster would run on (rule TOP131).
    case removedSite
    /// A PostgreSQL major version that changes without its operation (rule OPS-05).
    case majorUpgrade
  }

  package let cause: Cause
  /// Complete sentence without a full stop.
  package let reason: String
  /// Site that the mistake is about.
  package let site: SiteID?

  package init(_ reason: String, _ cause: Cause = .order, site: SiteID? = nil) {
    self.reason = reason
    self.cause = cause
    self.site = site
  }
}

extension DeploymentState {
  /// The steps that are legal from here, in a fixed order.
  package var legalSteps: [OperationStep] {
    allSteps.filter { (try? applying($0)) != nil }
  }

  /// Every step that names sites of this deployment.
  package var allSteps: [OperationStep] {
    let ids = sites.map(\.id)
    var steps: [OperationStep] = [.advance, .abort]
    steps += ids.map { .switchover(to: $0) }
    for lost in ids { steps += ids.map { .failover(lost: lost, to: $0) } }
    steps += ids.map(OperationStep.rebuild)
    steps += ids.map(OperationStep.inspection)
    steps += [.rollback, .redisRestore, .postgresUpgrade, .newArchive]
    return steps + ids.map(OperationStep.drill) + ids.map(OperationStep.retirement)
  }

  /// The state behind one step.
  package func applying(_ step: OperationStep) throws(StepRefusal) -> DeploymentState {
    switch step {
    case .switchover(let to): try startingSwitchover(to: to)
    case .failover(let lost, let to): try startingFailover(lost: lost, to: to)
    case .rebuild(let site): try startingRebuild(site)
    case .inspection(let site): try startingInspection(site)
    case .rollback: try starting(.rollback(try activeSite(), .quiesce))
    case .redisRestore: try starting(.redisRestore(try activeSite()))
    case .drill(let site): try startingDrill(site)
    case .retirement(let site): try startingRetirement(site)
    case .postgresUpgrade: try starting(.postgresUpgrade(try activeSite(), .quiesce))
    case .newArchive: try startingNewArchive()
    case .advance: try advancing()
    case .abort: try aborting()
    }
  }
}
