extension DeploymentState {
  /// The state that `core` leads to: unchanged, or one legal step further.
  ///
  /// Sites may appear (as replicas of the active one) and disappear while nothing is under way.
  package func transition(
    to core: Core, _ topology: Topology, isMajorUpgrade: Bool = false
  ) -> Result<DeploymentState, StepRefusal> {
    var adjusted: DeploymentState
    switch adopting(core, topology) {
    case .success(let state): adjusted = state
    case .failure(let refusal): return .failure(refusal)
    }
    if isMajorUpgrade, operation == .steady, let active {
      // A new system identifier needs a new archive path (rule OPS-05); replicas are rebuilt after it.
      adjusted.update(active) { $0.epoch += 1 }
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
      if let gone = sites.first(where: { !wanted.contains($0.id) && $0.role == .active }) {
        return .failure(
          StepRefusal(
            "`\(gone.id)` was active and is missing: move the role before removing its site"))
      }
    }
    result.sites = core.sites.compactMap { entry in
      if let site = site(entry.id) { return site }
      guard let site = topology.site(entry.id), let active else { return nil }
      return Self.fresh(site, of: topology, following: active)
    }
    if let new = result.sites.first(where: { !known.contains($0.id) && $0.role == .active }) {
      return .failure(StepRefusal("`\(new.id)` is new: it must start as passive"))
    }
    return .success(result)
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
