/// The next phase of an operation: each case is one commit.
extension DeploymentState {
  func advancing() throws(StepRefusal) -> DeploymentState {
    switch operation {
    case .steady: throw StepRefusal("no operation is in progress")
    case .switchover(let from, let to, let phase): advancing(from, to, phase)
    case .failover(let lost, let to, let phase): advancing(lost, to, phase)
    case .rollback(let site, let phase): advancing(site, phase)
    case .rebuild(let site, .clear): try cloning(site)
    case .rebuild(let site, .clone): ended { $0.update(site) { $0.role = .passive } }
    case .postgresUpgrade(let site, let phase): advancing(site, phase)
    case .retirement(let site): ended { $0.update(site) { $0.isDeleted = true } }
    case .inspection, .redisRestore, .drill, .newArchive: ended { _ in }
    }
  }

  private func ended(_ change: (inout DeploymentState) -> Void) -> DeploymentState {
    var next = self
    next.operation = .steady
    change(&next)
    return next
  }

  private func advancing(
    _ from: SiteID, _ to: SiteID, _ phase: SwitchoverPhase
  ) -> DeploymentState {
    var next = self
    switch phase {
    case .quiesce:
      next.operation = .switchover(from: from, to: to, .demote)
      next.update(from) {
        $0.primary = to
        $0.source = to
      }
    case .demote:
      next.operation = .switchover(from: from, to: to, .promote)
      next.updateAll { site in
        // A fenced site keeps its Cluster as it was: it must not run.
        guard site.role != .fenced else { return }
        site.primary = to
        site.source = site.id == to ? from : to
      }
    case .promote:
      next.operation = .switchover(from: from, to: to, .finish)
      next.update(from) { $0.role = .passive }
      next.update(to) { $0.role = .active }
    case .finish, .abort: return ended { _ in }
    }
    return next
  }

  private func advancing(
    _ lost: SiteID, _ to: SiteID, _ phase: FailoverPhase
  ) -> DeploymentState {
    var next = self
    switch phase {
    case .fence:
      next.operation = .failover(lost: lost, to: to, .promote)
      next.update(to) {
        $0.primary = to
        $0.source = lost
      }
    // The lost site keeps its place: a demotion archives the shutdown checkpoint first, and a site
    // whose write credentials were revoked would wait for that, with its pods, for ever.
    case .promote:
      next.operation = .failover(lost: lost, to: to, .finish)
      next.updateAll { site in
        if site.id == lost {
          site.role = .fenced
        } else if site.id == to {
          site.role = .active
        } else {
          if site.role == .active { site.role = .passive }
          guard site.role != .fenced else { return }
          site.primary = to
          site.source = to
        }
      }
    case .finish, .abort: return ended { _ in }
    }
    return next
  }

  private func advancing(_ id: SiteID, _ phase: RollbackPhase) -> DeploymentState {
    var next = self
    switch phase {
    case .quiesce:
      next.operation = .rollback(id, .clear)
      next.update(id) { $0.isCleared = true }
    case .clear:
      next.operation = .rollback(id, .restore)
      next.updateAll { site in
        if site.id == id {
          site.bootstrap = BootstrapRecord(.recovery, source: id, sourceEpoch: site.epoch)
          site.epoch += 1
          site.isCleared = false
        } else {
          // Their data is ahead of the recovered one; it is kept until someone rebuilds them. A site that is
          // held has none.
          if !site.isHeld { site.role = .fenced }
        }
      }
    case .restore: next.operation = .rollback(id, .finish)
    case .finish: return ended { _ in }
    }
    return next
  }

  private func advancing(_ id: SiteID, _ phase: PostgresUpgradePhase) -> DeploymentState {
    var next = self
    switch phase {
    case .quiesce:
      next.operation = .postgresUpgrade(id, .clear)
      next.updateAll { site in
        guard site.id != id else { return }
        site.role = .fenced
        site.isHeld = false
        site.isCleared = true
      }
    case .clear:
      // pg_upgrade makes a new system identifier at timeline 1: the old path would be overwritten.
      next.operation = .postgresUpgrade(id, .upgrade)
      next.updateAll { site in
        if site.id == id { site.epoch += 1 } else { site.isDeleted = true }
      }
    case .upgrade: next.operation = .postgresUpgrade(id, .finish)
    case .revert:
      next.operation = .postgresUpgrade(id, .recover)
      next.update(id) { site in
        site.bootstrap = BootstrapRecord(.recovery, source: id, sourceEpoch: site.epoch - 1)
        site.epoch += 1
        site.isCleared = false
      }
    case .recover: next.operation = .postgresUpgrade(id, .return)
    case .finish, .return: return ended { _ in }
    }
    return next
  }

  /// To rebuilding: a new archive epoch, and a copy of the active site.
  private func cloning(_ id: SiteID) throws(StepRefusal) -> DeploymentState {
    let active = try activeSite()
    var next = self
    next.operation = .rebuild(id, .clone)
    next.update(id) { site in
      site.role = .rebuilding
      site.epoch += 1
      site.primary = active
      site.source = active
      let method = site.bootstrap.method == .pgBasebackup ? site.bootstrap.method : .recovery
      site.bootstrap = BootstrapRecord(method, source: active)
      site.isCleared = false
      site.isDeleted = false
    }
    return next
  }

  func aborting() throws(StepRefusal) -> DeploymentState {
    switch operation {
    case .steady: throw StepRefusal("no operation is in progress")
    case .switchover(_, _, .quiesce), .inspection, .redisRestore, .drill, .rollback(_, .quiesce),
      .postgresUpgrade(_, .quiesce), .postgresUpgrade(_, .clear):
      return ended { _ in }
    case .postgresUpgrade(let site, .upgrade), .postgresUpgrade(let site, .finish):
      var next = self
      next.operation = .postgresUpgrade(site, .revert)
      next.update(site) { $0.isCleared = true }
      return next
    case .postgresUpgrade(_, .revert), .postgresUpgrade(_, .recover),
      .postgresUpgrade(_, .return):
      throw StepRefusal("the return to the old version is already in progress: `advance`")
    case .newArchive:
      throw StepRefusal("WAL may already be in the new archive: only `advance` is possible")
    case .switchover(let from, let to, .demote):
      // The old primary takes itself back with its own token).
      var next = self
      next.operation = .switchover(from: from, to: to, .abort)
      next.update(from) { $0.primary = from }
      return next
    case .failover(let lost, let to, .fence):
      guard isCoherent, lost == active else {
        throw StepRefusal(
          "the Clusters do not agree on a primary: only a promotion can resolve this")
      }
      // Not at an end yet: annotations set by hand outlive the commit, so the site may still be down.
      var next = self
      next.operation = .failover(lost: lost, to: to, .abort)
      return next
    case .failover(_, _, .abort), .switchover(_, _, .abort):
      throw StepRefusal("the abort is already in progress: `advance` ends it")
    case .switchover(_, _, .promote), .failover(_, _, .promote):
      throw StepRefusal("a promotion may have happened: `advance` first, then switch back")
    case .switchover, .failover, .rollback(_, .finish):
      throw StepRefusal("it has already happened: `advance`, then start a new operation")
    case .retirement(let site):
      throw StepRefusal(
        "the Cluster may already be deleted: `advance`, then `rebuild \(site)` to keep the site")
    case .rebuild, .rollback:
      throw StepRefusal(
        "the Cluster may already be deleted, and would be recreated empty: only `advance` is possible"
      )
    }
  }
}
