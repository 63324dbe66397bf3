import Diagnostics

extension DeploymentState {
  /// The state that `core` leads to: unchanged, or one legal step further.
  ///
  /// Sites may appear (as replicas of the active one) and disappear while nothing is under way.
  /// `majors` are the PostgreSQL major versions of the active site, before and after; nil where they are
  /// equal.
  package func transition(
    to core: Core, _ topology: Topology, majors: TopologyLock.MajorChange? = nil
  ) -> Result<DeploymentState, StepRefusal> {
    var adjusted: DeploymentState
    switch adopting(core, topology) {
    case .success(let state): adjusted = state
    case .failure(let refusal): return .failure(refusal)
    }
    if let majors, operation.majorStep(to: core.operation) == nil {
      return .failure(
        StepRefusal(
          "the PostgreSQL major version changes from \(majors.from) to \(majors.to) without its operation: `redoubt operation TOPOLOGY postgres-upgrade --image IMAGE` stops writers, clears the copies, which cannot be upgraded, and begins a new archive",
          .majorUpgrade, site: active))
    }
    for site in adjusted.sites {
      guard let wanted = core.site(site.id), wanted.isHeld != site.isHeld else { continue }
      guard site.isHeld, operation == .steady, core.operation == .steady else {
        return .failure(
          StepRefusal(
            site.isHeld
              ? "`\(site.id)` is released during an operation: finish it first"
              : "`\(site.id)` already has its Cluster: `hold` is for new sites", site: site.id))
      }
      // Its Cluster begins now: a copy of the site that is active now.
      guard let active = adjusted.active else { continue }
      adjusted.update(site.id) {
        $0.isHeld = false
        $0.primary = active
        $0.source = active
        $0.bootstrap = BootstrapRecord($0.bootstrap.method, source: active)
      }
    }
    if adjusted.core == core { return .success(adjusted) }
    for step in adjusted.allSteps {
      if let next = try? adjusted.applying(step), next.core == core { return .success(next) }
    }
    return .failure(adjusted.explain(core))
  }

  /// This state with the sites of `core`, in its order.
  private func adopting(
    _ core: Core, _ topology: Topology
  ) -> Result<DeploymentState, StepRefusal> {
    let known = Set(sites.map(\.id))
    let wanted = Set(core.sites.map(\.id))
    var result = self
    if known != wanted {
      guard operation == .steady, core.operation == .steady else {
        return .failure(
          StepRefusal("sites can be added or removed only while no operation is in progress"))
      }
      let gone = sites.filter { !wanted.contains($0.id) }
      if let active = gone.first(where: { $0.role == .active }) {
        return .failure(
          StepRefusal(
            "`\(active.id)` was active and is missing: move the role before removing its site",
            .removedSite))
      }
      if let running = gone.first(where: { !$0.isRetired }) {
        return .failure(
          StepRefusal(
            "`\(running.id)` is \(running.role) and is missing: its Cluster would run on; `retire \(running.id)` before removing or renaming its block",
            .removedSite))
      }
      result.retired.removeAll { known in gone.contains { $0.id == known.id } }
      result.retired += gone.map { RetiredSite($0.id, epoch: $0.epoch) }
      result.retired.sort { $0.id.description < $1.id.description }
    }
    result.sites = core.sites.compactMap { entry in
      if let site = site(entry.id) { return site }
      guard let site = topology.site(entry.id), let active else { return nil }
      return Self.fresh(site, of: topology, following: active)
    }
    result.followTheLiving(topology)
    for new in result.sites where !known.contains(new.id) {
      if new.role != .passive {
        return .failure(
          StepRefusal("`\(new.id)` is new: it must start as passive", site: new.id))
      }
      if let before = retired.first(where: { $0.id == new.id }), new.epoch <= before.epoch {
        return .failure(
          StepRefusal(
            "`\(new.id)` was removed with archive epoch \(before.epoch), whose archive still exists: it needs `postgres.epoch: \(before.epoch + 1)`",
            .epoch, site: new.id))
      }
    }
    return .success(result)
  }

  /// Sites that followed one that is gone follow the active site, and the active one names a peer.
  private mutating func followTheLiving(_ topology: Topology) {
    let present = Set(sites.map(\.id))
    guard let active, let peer = topology.site(active).map(topology.peers(of:)) else { return }
    updateAll { site in
      func isGone(_ id: SiteID?) -> Bool { id.map { !present.contains($0) } ?? true }
      guard isGone(site.source) || isGone(site.primary) else { return }
      if isGone(site.primary) { site.primary = active }
      site.source = site.id == active ? peer.first?.id.value : active
    }
  }

  /// Why `core` cannot follow, in the words of the nearest mistake.
  private func explain(_ core: Core) -> StepRefusal {
    for site in sites {
      guard let wanted = core.site(site.id), wanted.epoch < site.epoch else { continue }
      return StepRefusal(
        "the epoch of `\(site.id)` decreases from \(site.epoch) to \(wanted.epoch): it would write to an old archive",
        .epoch, site: site.id)
    }
    for site in sites where site.role == .fenced {
      guard let wanted = core.site(site.id), wanted.role == .active || wanted.role == .passive
      else { continue }
      return StepRefusal(
        "`\(site.id)` is fenced and its data has diverged: it can become \(wanted.role) only by `rebuild \(site.id)`",
        .fencedReturn, site: site.id)
    }
    if core.operation == operation {
      for site in sites {
        guard let wanted = core.site(site.id) else { continue }
        if wanted.role != site.role {
          return StepRefusal(
            "the role of `\(site.id)` changes from \(site.role) to \(wanted.role) without an operation: that is an uncontrolled failover",
            .roleWithoutOperation, site: site.id)
        }
        if wanted.epoch != site.epoch {
          return StepRefusal(
            "the epoch of `\(site.id)` changes from \(site.epoch) to \(wanted.epoch) without a rebuild",
            .epoch, site: site.id)
        }
      }
    }
    return StepRefusal("`\(core.operation)` does not follow `\(operation)`")
  }
}
