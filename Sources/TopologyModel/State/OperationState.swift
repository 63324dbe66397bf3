import Diagnostics

/// What is under way between sites, as far as legality and roles go.
///
/// The payload of an operation (tokens, recovery targets, names) stays in the document.
package enum OperationState: Hashable, Sendable {
  case steady
  case switchover(from: SiteID, to: SiteID, SwitchoverPhase)
  case failover(lost: SiteID, to: SiteID, FailoverPhase)
  case rebuild(SiteID, RebuildPhase)
  case inspection(SiteID)
  case rollback(SiteID, RollbackPhase)
  case redisRestore(SiteID)
  case drill(SiteID)
  case retirement(SiteID)
  case postgresUpgrade(SiteID, PostgresUpgradePhase)
  case newArchive(SiteID)

  /// What a document says is under way.
  package init(_ operation: Operation) {
    if let move = operation.switchover {
      self = .switchover(from: move.from.value, to: move.to.value, move.phase.value)
    } else if let move = operation.failover {
      self = .failover(lost: move.lost.value, to: move.to.value, move.phase.value)
    } else if let rebuild = operation.rebuild {
      self = .rebuild(rebuild.site.value, rebuild.phase.value)
    } else if let inspection = operation.inspection {
      self = .inspection(inspection.site.value)
    } else if let rollback = operation.rollback {
      self = .rollback(rollback.site.value, rollback.phase.value)
    } else if let restore = operation.redisRestore {
      self = .redisRestore(restore.site.value)
    } else if let drill = operation.drill {
      self = .drill(drill.site.value)
    } else if let retirement = operation.retirement {
      self = .retirement(retirement.site.value)
    } else if let upgrade = operation.postgresUpgrade {
      self = .postgresUpgrade(upgrade.site.value, upgrade.phase.value)
    } else if let archive = operation.newArchive {
      self = .newArchive(archive.site.value)
    } else {
      self = .steady
    }
  }
}

extension OperationState {
  /// The way that PostgreSQL's major version goes.
  package enum MajorStep: Sendable {
    case upgrade
    case `return`
  }

  /// How the step to `next` changes the image of PostgreSQL; nil when it keeps it.
  package func majorStep(to next: OperationState) -> MajorStep? {
    switch (self, next) {
    case (.postgresUpgrade(_, .clear), .postgresUpgrade(_, .upgrade)): .upgrade
    case (.postgresUpgrade(_, .upgrade), .postgresUpgrade(_, .revert)),
      (.postgresUpgrade(_, .finish), .postgresUpgrade(_, .revert)):
      .return
    default: nil
    }
  }
}

extension OperationState: CustomStringConvertible {
  /// The words of reports: `switchover dc1 → dc2, demote`.
  package var description: String {
    switch self {
    case .steady: "steady"
    case .switchover(let from, let to, let phase): "switchover \(from) → \(to), \(phase.rawValue)"
    case .failover(let lost, let to, let phase): "failover \(lost) → \(to), \(phase.rawValue)"
    case .rebuild(let site, let phase): "rebuild \(site), \(phase.rawValue)"
    case .inspection(let site): "inspection \(site)"
    case .rollback(let site, let phase): "rollback \(site), \(phase.rawValue)"
    case .redisRestore(let site): "redisRestore \(site)"
    case .drill(let site): "drill \(site)"
    case .retirement(let site): "retirement \(site)"
    case .postgresUpgrade(let site, let phase): "postgresUpgrade \(site), \(phase.rawValue)"
    case .newArchive(let site): "newArchive \(site)"
    }
  }
}
