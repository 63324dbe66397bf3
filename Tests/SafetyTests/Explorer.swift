import TopologyModel

/// Searches every world that people, agents and accidents can reach within bounds.
struct Explorer {
  /// How far the search goes; within it nothing is left out.
  struct Bounds {
    /// Commits behind the first.
    var commits: Int
    /// Sites that die.
    var deaths: Int
    /// Nodes of the load balancer.
    var balancers = 2
    /// Whether agents may return to an older commit, which branches and caches must rule out.
    var goesBack = false
  }

  /// What a search found.
  struct Outcome {
    var visited = 0
    /// What went wrong, and the way there.
    var violation: String?
    var way: [String] = []
    /// Operations that some world completed.
    var completed: Set<String> = []
  }

  var book: CommitBook
  let bounds: Bounds
  /// A check that people forget.
  let broken: Guard?

  init(sites: Int, bounds: Bounds, broken: Guard? = nil) {
    let ids = ["dc1", "dc2", "dc3"].prefix(sites).compactMap { SiteID($0) }
    book = CommitBook(sites: ids, isForgetful: broken == .remembered)
    self.bounds = bounds
    self.broken = broken
  }

  private var start: DeploymentState {
    let active = book.sites[0]
    return DeploymentState(
      operation: .steady,
      sites: book.sites.map { id in
        SiteState(
          id, role: id == active ? .active : .passive, epoch: 1, primary: active,
          source: id == active ? book.sites[1] : active,
          bootstrap: id == active
            ? BootstrapRecord(.initdb) : BootstrapRecord(.recovery, source: active))
      })
  }

  /// Breadth first, so that the way to a violation is a shortest one.
  mutating func run() -> Outcome {
    var world = World(
      count: book.sites.count, balancers: bounds.balancers,
      commit: book.number(start, token: nil, major: 0))
    for site in world.sites.indices {
      Reconciler.apply(
        book.infos[0].clusters[site], to: site, of: &world, hasClients: false)
    }
    var outcome = Outcome()
    var worlds = [world]
    var origins: [(parent: Int, action: String)] = [(-1, "steady")]
    var known: Set<World> = [world]
    var cursor = 0
    while cursor < worlds.count {
      let current = worlds[cursor]
      if let violation = violation(current) {
        outcome.violation = violation
        var at = cursor
        while at >= 0 {
          outcome.way.insert(origins[at].action, at: 0)
          at = origins[at].parent
        }
        break
      }
      for (action, next) in successors(of: current) {
        let next = normalized(next)
        guard known.insert(next).inserted else { continue }
        worlds.append(next)
        origins.append((cursor, action))
        if info(next, next.head).state.operation == .steady, action.hasPrefix("commit") {
          outcome.completed.insert(info(current, current.head).state.operation.description)
        }
      }
      cursor += 1
    }
    outcome.visited = cursor
    return outcome
  }

  // MARK: Invariants

  private func violation(_ world: World) -> String? {
    let writable = world.sites.indices.filter { world.sites[$0].acceptsWrites }
    if writable.count > 1 { return "two sites accept writes" }
    for site in world.sites.indices {
      let state = world.sites[site]
      // With the annotation PostgreSQL is down all the same, and the runbook says how the pods go.
      if state.database.waitsForArchive, state.database.annotated != .fencing,
        state.databaseCommit == world.head,
        !info(world, state.databaseCommit).clusters[site].isFencedByAnnotation
      {
        return "a fenced site waits for its archive, and never stops"
      }
      let head = info(world, world.head)
      if head.state.operation == .steady, head.appSite == site, state.database.isHibernated,
        state.isUp, state.databaseCommit == world.head
      {
        return "the site that should serve users is hibernated, and nothing will change that"
      }
    }
    for site in world.sites.indices where runsApp(site, world) {
      let database = world.sites[site].database
      // A hibernated one answers nobody, which is an outage and no danger.
      guard database.mode == .replica, !database.isHibernated else { continue }
      return world.balancers.contains { info(world, $0).trafficSite == site }
        ? "users reach a site that is read-only" : "jobs run on a database that is read-only"
    }
    for site in world.sites.indices {
      let database = world.sites[site].database
      let desired = info(world, world.sites[site].databaseCommit).clusters[site]
      guard database.mode != .absent, !database.isHibernated, !desired.isAbsent else { continue }
      if database.hasMixedVersions {
        return "pg_upgrade runs on a copy, or files meet an older version"
      }
      let epoch = desired.epoch
      if world.archives[site][epoch] != database.copy { return "two copies write to one archive" }
      let generations = world.archives[site].indices.filter {
        world.archives[site][$0] == database.copy && !world.ordered[site].contains($0)
      }
      if generations.count > 1 {
        return "old data goes to a new archive"
      }
    }
    if Set(world.usedTokens).count != world.usedTokens.count { return "a token is used twice" }
    return nil
  }

  // MARK: Views

  func info(_ world: World, _ position: Int) -> CommitInfo { book.infos[world.branch[position]] }

  /// Whether Infisical runs in a site, and could be reached.
  func runsApp(_ site: Int, _ world: World) -> Bool {
    let state = world.sites[site]
    return state.isUp && !state.isFencedOutside && info(world, state.appCommit).appSite == site
  }
}
