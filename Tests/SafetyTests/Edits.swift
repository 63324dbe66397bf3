import Diagnostics
import TestSupport
import TopologyModel
import YAMLSyntax

/// What people type into a topology without `redoubt operation`: sites that go, come back under their
/// name or another, roles and epochs by hand, an operation block that is deleted.
struct TopologyEdits {
  /// Every site that a search knows.
  private let everySite: Topology

  /// Nil when the base topology does not load, which other tests notice.
  init?(sites: Int) {
    var overlay = ""
    if sites > 2 {
      overlay =
        "sites: [{id: dc3, role: passive, failureDomain: rome, kubernetes: {apiServerCIDR: [10.3.0.0/28], podCIDR: 10.44.0.0/16}, ingress: {vip: 10.3.0.20}}]"
    }
    let document = BaseTopology.document(over: ParsedText(overlay).root)
    var bag = DiagnosticBag()
    let stream = ParsedText(String(decoding: YAMLPrinter.print(document), as: UTF8.self)).stream
    guard let topology = TopologyLoader.load(stream, into: &bag).topology else { return nil }
    everySite = topology
  }

  /// The states that edits of a topology in `state` lead to, with what was edited.
  ///
  /// An edit that writes what a step would write is that step, under the checks of its runbook.
  func edits(of state: DeploymentState) -> [(edit: String, next: DeploymentState)] {
    let steps = state.allSteps.compactMap { try? state.applying($0) }
    return mutations(of: state).compactMap { edit, topology in
      let core = DeploymentState.Core(topology)
      guard core != state.core, let next = try? state.transition(to: core, topology).get(),
        next != state, !steps.contains(next)
      else { return nil }
      return (edit, next)
    }
  }

  /// What edits would lead to if the lock file forgot sites.
  func forgetfulEdits(of state: DeploymentState) -> [(edit: String, next: DeploymentState)] {
    guard state.operation == .steady, let active = state.active else { return [] }
    return everySite.sites.compactMap { site in
      let id = site.id.value
      guard id != active else { return nil }
      var next = state
      if state.site(id) != nil {
        next.sites.removeAll { $0.id == id }
        return ("remove \(id)", next)
      }
      var fresh = site
      fresh.role = Located(.passive)
      next.sites.append(DeploymentState.fresh(fresh, of: everySite, following: active))
      return ("add \(id)", next)
    }
  }

  private func mutations(of state: DeploymentState) -> [(String, Topology)] {
    let base = topology(of: state)
    var result: [(String, Topology)] = []
    func edit(_ name: String, _ change: (inout Topology) -> Void) {
      var edited = base
      change(&edited)
      result.append((name, edited))
    }
    if state.operation != .steady { result.append(("delete the operation", base)) }
    for index in base.sites.indices {
      let id = base.sites[index].id.value
      edit("hold of \(id)") { $0.sites[index].hold = Located(!base.sites[index].hold.value) }
      edit("remove \(id)") { $0.sites.remove(at: index) }
      for epoch in [-1, 1] {
        edit("epoch of \(id)") {
          $0.sites[index].postgres.epoch = Located(base.sites[index].postgres.epoch.value + epoch)
        }
      }
      for role in SiteRole.allCases where role != base.sites[index].role.value {
        edit("\(id) is \(role)") { $0.sites[index].role = Located(role) }
        guard role == .active else { continue }
        edit("swap with \(id)") { topology in
          for other in topology.sites.indices where topology.sites[other].role.value == .active {
            topology.sites[other].role = Located(.passive)
          }
          topology.sites[index].role = Located(.active)
        }
      }
    }
    for site in everySite.sites where state.site(site.id.value) == nil {
      for role in SiteRole.allCases {
        for epoch in 1...3 {
          edit("add \(site.id.value) as \(role), epoch \(epoch)") { topology in
            var new = site
            new.role = Located(role)
            new.postgres.epoch = Located(epoch)
            topology.sites.append(new)
          }
          guard role == .passive else { continue }
          edit("add \(site.id.value), held, epoch \(epoch)") { topology in
            var new = site
            new.role = Located(role)
            new.postgres.epoch = Located(epoch)
            new.hold = true
            topology.sites.append(new)
          }
        }
      }
    }
    return result
  }

  /// The topology that `state` was built from, without its operation.
  private func topology(of state: DeploymentState) -> Topology {
    var topology = everySite
    topology.sites = state.sites.compactMap { entry in
      guard var site = everySite.site(entry.id) else { return nil }
      site.role = Located(entry.role)
      site.postgres.epoch = Located(entry.epoch)
      site.hold = Located(entry.isHeld)
      return site
    }
    return topology
  }
}
