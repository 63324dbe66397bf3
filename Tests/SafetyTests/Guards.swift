import TopologyModel

/// What people check before a step, as the runbooks say; a test takes them away one by one.
enum Guard: CaseIterable {
  /// S2, S3: every balancer is closed and no Infisical runs before the demotion.
  case quiesced
  /// S6, S7: the token is that of this demotion, and unused.
  case token
  /// S8, F6: the promotion is seen before users come.
  case promoted
  /// F2: the lost site is fenced, from outside or by its operator, before anything is promoted.
  case outsideFence
  /// F2: an annotation is no fence until the operator says that the database is hibernated.
  case stopped
  /// F15: the site accepts writes again before the aborted failover is closed.
  case restored
  /// `dc-return`: the fence is lifted only from a site that has applied its own end.
  case dark
  /// R3, J5: the old Cluster is gone before it is created anew under a new epoch.
  case deleted
  /// S0, S16: an operation begins and ends with every agent at the newest commit.
  case settled
  /// TOP131, TOP118: the lock file remembers sites that left the topology.
  case remembered
  /// R2: the agent has the commit without the Cluster before people delete it.
  case cleared
}

extension Explorer {
  /// Whether the runbook lets people take `step` now.
  func allows(_ step: OperationStep, to next: DeploymentState, _ world: World) -> Bool {
    let now = book.infos[world.branch[world.head]].state
    func holds(_ check: Guard, _ condition: Bool) -> Bool { broken == check || condition }
    switch (now.operation, step) {
    case (.steady, .failover): return true
    case (.steady, .rebuild(let id)), (.steady, .retirement(let id)):
      // R1: its agent has stopped Infisical there, and would not start it beside the new copy.
      return isSettled(world, except: book.index(id))
        && info(world, world.sites[book.index(id)].appCommit).appSite != book.index(id)
        && activeIsPrimary(now, world)
    case (.rebuild(let id, .clear), .advance), (.retirement(let id), .advance):
      let site = world.sites[book.index(id)]
      return site.isUp && holds(.deleted, site.database.mode == .absent)
        && holds(.cleared, isCleared(book.index(id), world)) && activeIsPrimary(now, world)
    case (.steady, _): return isSettled(world, except: nil)
    case (.switchover(_, _, .quiesce), .advance), (.switchover(_, _, .quiesce), .abort):
      return step == .abort || holds(.quiesced, isClosed(world))
    case (.switchover(let from, _, .demote), _) where step == .advance || step == .abort:
      // Without a token the command refuses: it must at least exist.
      return world.sites[book.index(from)].database.token != nil || broken == .token
    case (.switchover(_, let to, .promote), .advance):
      return holds(.promoted, isPromoted(to, world))
    case (.switchover(let from, _, .abort), .advance):
      return holds(.promoted, isPromoted(from, world))
    case (.switchover(_, _, .finish), .advance), (.failover(_, _, .finish), .advance):
      return isSettled(world, except: lost(now))
    case (.failover(let lost, _, .fence), .abort): return world.sites[book.index(lost)].isUp
    case (.failover(let lost, _, .fence), .advance):
      let site = world.sites[book.index(lost)]
      // By hand: what only a manifest hibernated, a late agent wakes with the commit of an abort.
      let isStopped =
        broken == .stopped
        ? site.database.annotated != .none
        : site.isUp && site.database.isHibernated && site.database.annotated == .fencing
      return holds(.outsideFence, site.isFencedOutside || isStopped)
        && holds(.quiesced, isClosed(world, except: book.index(lost)))
    case (.failover(let lost, _, .abort), .advance):
      let site = world.sites[book.index(lost)]
      return isSettled(world, except: nil)
        && holds(.restored, site.acceptsWrites && site.database.annotated == .none)
    case (.failover(_, let to, .promote), .advance):
      return holds(.promoted, isPromoted(to, world))
    case (.rebuild(let id, .clone), .advance):
      let site = world.sites[book.index(id)]
      return site.isUp && site.database.mode == .replica && site.databaseCommit == world.head
    case (.rollback(_, .quiesce), .advance): return holds(.quiesced, isClosed(world))
    case (.rollback(let id, .clear), .advance):
      return holds(.deleted, world.sites[book.index(id)].database.mode == .absent)
        && holds(.cleared, isCleared(book.index(id), world))
    case (.rollback(let id, .restore), .advance):
      let others = world.sites.indices.filter { $0 != book.index(id) }
      return isPromoted(id, world)
        && others.allSatisfy {
          world.sites[$0].databaseCommit == world.head || !world.sites[$0].isUp
        }
    case (.postgresUpgrade(_, .quiesce), .advance): return holds(.quiesced, isClosed(world))
    case (.postgresUpgrade(let id, .clear), .advance):
      let others = world.sites.indices.filter { $0 != book.index(id) }
      return others.allSatisfy {
        let site = world.sites[$0]
        return holds(.deleted, site.isUp && site.database.mode == .absent)
          && holds(.cleared, isCleared($0, world))
      }
    case (.postgresUpgrade(let id, .upgrade), .advance):
      return isPromoted(id, world)
    case (.postgresUpgrade(let id, .revert), .advance):
      return holds(.quiesced, isClosed(world))
        && holds(.deleted, world.sites[book.index(id)].database.mode == .absent)
        && holds(.cleared, isCleared(book.index(id), world))
    case (.postgresUpgrade(let id, .recover), .advance): return isPromoted(id, world)
    case (.postgresUpgrade(_, .finish), .advance), (.postgresUpgrade(_, .return), .advance):
      return isSettled(world, except: nil)
    case (.newArchive(let id), .advance):
      let site = world.sites[book.index(id)]
      return site.isUp && site.databaseCommit == world.head
    case (.rollback(_, .finish), .advance): return isSettled(world, except: nil)
    default: return true
    }
  }

  /// The agent has a commit without the Cluster, and the mark in it names the epoch of this one.
  private func isCleared(_ site: Int, _ world: World) -> Bool {
    let applied = info(world, world.sites[site].databaseCommit).clusters[site]
    return applied.isAbsent && applied.epoch == info(world, world.head).clusters[site].epoch
  }

  private func lost(_ state: DeploymentState) -> Int? {
    if case .failover(let lost, _, _) = state.operation { book.index(lost) } else { nil }
  }

  private func isPromoted(_ id: SiteID, _ world: World) -> Bool {
    let site = world.sites[book.index(id)]
    guard site.isUp, site.database.mode == .primary, site.databaseCommit == world.head else {
      return false
    }
    let wanted = book.infos[world.branch[world.head]].clusters[book.index(id)].token
    return wanted == nil || site.database.promotedWith == wanted
  }

  private func activeIsPrimary(_ state: DeploymentState, _ world: World) -> Bool {
    state.active.map { world.sites[book.index($0)].acceptsWrites } ?? false
  }

  /// Every balancer node sends users nowhere, and no Infisical runs, nor would when a site returns.
  private func isClosed(_ world: World, except lost: Int? = nil) -> Bool {
    world.balancers.allSatisfy { info(world, $0).trafficSite == nil }
      && world.sites.indices.allSatisfy {
        $0 == lost || info(world, world.sites[$0].appCommit).appSite != $0
      }
  }

  private func isSettled(_ world: World, except lost: Int?) -> Bool {
    broken == .settled
      || world.balancers.allSatisfy { $0 == world.head }
        && world.sites.indices.allSatisfy { index in
          let site = world.sites[index]
          let isFenced = info(world, world.head).fenced[index]
          return index == lost || isFenced
            || (site.isUp && site.databaseCommit == world.head && site.appCommit == world.head)
        }
  }
}
