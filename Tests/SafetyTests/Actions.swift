import TopologyModel

extension Explorer {
  /// Every world that one action leads to.
  mutating func successors(of world: World) -> [(action: String, world: World)] {
    commits(world) + agents(world) + people(world) + accidents(world)
  }

  /// People take a legal step whose runbook checks hold.
  private mutating func commits(_ world: World) -> [(String, World)] {
    guard world.steps < bounds.commits else { return [] }
    var result: [(String, World)] = []
    for (step, next) in info(world, world.head).steps where allows(step, to: next, world) {
      for token in tokens(for: next, world) {
        var after = world
        after.branch.append(
          book.number(next, token: token, major: major(of: next, after: info(world, world.head))))
        if case .newArchive(let site) = next.operation {
          after.ordered[book.index(site)].append(next.site(site)?.epoch ?? 0)
        }
        after.steps += 1
        if let token { after.usedTokens.append(token) }
        result.append(("commit \(next.operation)", after))
      }
    }
    for (edit, next) in info(world, world.head).edits {
      var after = world
      after.branch.append(
        book.number(next, token: nil, major: info(world, world.head).major))
      after.steps += 1
      result.append(("edit: \(edit)", after))
    }
    return result
  }

  /// The image goes to a later version with the upgrade, and back with the return.
  private func major(of next: DeploymentState, after head: CommitInfo) -> Int {
    switch head.state.operation.majorStep(to: next.operation) {
    case .upgrade: head.major + 1
    case .return: head.major - 1
    case nil: head.major
    }
  }

  /// The token that people paste: that of the demotion at hand, or any when they do not look.
  private func tokens(for next: DeploymentState, _ world: World) -> [Int?] {
    guard case .switchover(let from, _, let phase) = next.operation,
      phase == .promote || phase == .abort
    else { return [nil] }
    if broken == .token { return world.tokens.indices.map { $0 } + [nil] }
    guard let token = world.sites[book.index(from)].database.token,
      !world.usedTokens.contains(token)
    else { return [] }
    return [token]
  }

  /// Agents take any later commit, whenever they like, or never; layers of one site do so apart.
  private func agents(_ world: World) -> [(String, World)] {
    var result: [(String, World)] = []
    for site in world.sites.indices where world.sites[site].isUp {
      for commit in world.branch.indices
      where mayTake(commit, behind: world.sites[site].databaseCommit) {
        var after = world
        after.sites[site].databaseCommit = commit
        reconcile(info(world, commit).clusters[site], site, &after)
        result.append(("database of \(book.sites[site]) takes commit \(commit)", after))
      }
      for commit in world.branch.indices where mayTake(commit, behind: world.sites[site].appCommit)
      {
        var after = world
        after.sites[site].appCommit = commit
        result.append(("application of \(book.sites[site]) takes commit \(commit)", after))
      }
      // A promotion that waited for WAL is tried again.
      let desired = info(world, world.sites[site].databaseCommit).clusters[site]
      var again = world
      reconcile(desired, site, &again)
      // An agent that heals creates what people deleted.
      if again != world { result.append(("\(book.sites[site]) reconciles", again)) }
      if let source = desired.source, world.sites[site].database.mode == .replica,
        world.sites[source].database.position > world.sites[site].database.position
      {
        var after = world
        after.sites[site].database.position = world.sites[source].database.position
        result.append(("\(book.sites[site]) replays", after))
      }
    }
    return result
  }

  private func reconcile(_ desired: DesiredCluster, _ site: Int, _ world: inout World) {
    let hasClients = runsApp(site, world) && world.sites[site].database.mode == .primary
    Reconciler.apply(desired, to: site, of: &world, hasClients: hasClients)
  }

  private func mayTake(_ commit: Int, behind applied: Int) -> Bool {
    commit > applied || (bounds.goesBack && commit < applied)
  }

  private func people(_ world: World) -> [(String, World)] {
    var result: [(String, World)] = []
    for node in world.balancers.indices where world.balancers[node] < world.head {
      var after = world
      after.balancers[node] = world.head
      result.append(("balancer \(node) is reloaded", after))
    }
    let head = info(world, world.head)
    for site in world.sites.indices {
      let state = world.sites[site]
      if case .failover(let lost, _, _) = head.state.operation, book.index(lost) == site,
        !state.isFencedOutside
      {
        var after = world
        after.sites[site].isFencedOutside = true
        result.append(("\(book.sites[site]) is fenced from outside", after))
      }
      if case .failover(let lost, _, .fence) = head.state.operation, book.index(lost) == site,
        state.isUp, state.database.mode != .absent, state.database.annotated == .none
      {
        var after = world
        after.sites[site].database.annotated = broken == .stopped ? .hibernation : .fencing
        result.append(("the Cluster of \(book.sites[site]) is annotated by hand", after))
      }
      if case .failover(let lost, _, .abort) = head.state.operation, book.index(lost) == site,
        state.database.annotated != .none
      {
        var after = world
        after.sites[site].database.annotated = .none
        result.append(("the annotations of \(book.sites[site]) are removed by hand", after))
      }
      if state.isFencedOutside, mayLift(site, world) {
        var after = world
        after.sites[site].isFencedOutside = false
        result.append(("the fence of \(book.sites[site]) is lifted", after))
      }
      if state.isUp, state.database.mode != .absent, mayDelete(site, world) {
        var after = world
        after.sites[site].database.mode = .absent
        result.append(("the Cluster of \(book.sites[site]) is deleted", after))
      }
    }
    return result
  }

  /// A site comes back under the eyes of people, with what the newest commit asks of it.
  private func mayLift(_ site: Int, _ world: World) -> Bool {
    if broken == .dark { return true }
    let state = world.sites[site]
    let head = info(world, world.head)
    let isDark =
      !head.fenced[site] || state.database.isHibernated || state.database.waitsForArchive
      || state.database.mode == .absent
    return state.isUp && isDark && state.databaseCommit == world.head
      && state.appCommit == world.head
  }

  /// Once the agent has the commit without the Cluster: before, it would create it again.
  private func mayDelete(_ site: Int, _ world: World) -> Bool {
    let state = world.sites[site]
    guard info(world, world.head).clusters[site].isAbsent else { return false }
    return info(world, state.databaseCommit).clusters[site].isAbsent || broken == .cleared
  }

  private func accidents(_ world: World) -> [(String, World)] {
    var result: [(String, World)] = []
    for site in world.sites.indices {
      var after = world
      if world.sites[site].isUp {
        guard world.deaths < bounds.deaths else { continue }
        after.deaths += 1
        after.sites[site].isUp = false
        result.append(("\(book.sites[site]) dies", after))
      } else {
        // It starts from its own etcd, with the objects of then.
        after.sites[site].isUp = true
        result.append(("\(book.sites[site]) returns", after))
      }
    }
    return result
  }

  /// The same world with what cannot matter any more taken out: commits that read the same for an
  /// agent are one, and commits that every agent has passed are forgotten.
  func normalized(_ world: World) -> World {
    var result = world
    func last(_ position: Int, same: (CommitInfo, CommitInfo) -> Bool) -> Int {
      var at = position
      while at < world.head, same(info(world, position), info(world, at + 1)) { at += 1 }
      return at
    }
    for site in world.sites.indices {
      result.sites[site].databaseCommit = last(world.sites[site].databaseCommit) {
        $0.clusters[site] == $1.clusters[site]
      }
      result.sites[site].appCommit = last(world.sites[site].appCommit) {
        ($0.appSite == site) == ($1.appSite == site)
      }
    }
    for node in world.balancers.indices {
      result.balancers[node] = last(world.balancers[node]) { $0.trafficSite == $1.trafficSite }
    }
    // Nodes are alike.
    result.balancers.sort()
    guard !bounds.goesBack else { return result }
    let oldest = min(
      result.sites.map { min($0.databaseCommit, $0.appCommit) }.min() ?? 0,
      result.balancers.min() ?? 0)
    result.branch.removeFirst(oldest)
    for site in result.sites.indices {
      result.sites[site].databaseCommit -= oldest
      result.sites[site].appCommit -= oldest
    }
    result.balancers = result.balancers.map { $0 - oldest }
    return result
  }
}
