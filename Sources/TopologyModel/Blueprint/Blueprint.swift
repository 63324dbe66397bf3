import Diagnostics

/// What a whole deployment consists of in a state.
package struct Blueprint: Sendable {
  package let topology: Topology
  package let state: DeploymentState
  /// In the order of the document.
  package let sites: [SiteBlueprint]
  /// The site with role active in the document: load balancers know its backend even while it is closed.
  package let home: SiteBlueprint

  /// Nil when a fact is missing that rules require of every site.
  package init?(topology: Topology, state: DeploymentState) {
    var sites: [SiteBlueprint] = []
    for site in topology.sites {
      guard let blueprint = SiteBlueprint(topology: topology, site: site, state: state) else {
        return nil
      }
      sites.append(blueprint)
    }
    guard let home = sites.first(where: { $0.site.role.value == .active }) else { return nil }
    self.topology = topology
    self.state = state
    self.sites = sites
    self.home = home
  }

  /// The blueprint of a site; nil for one that the topology does not name.
  package func site(_ id: SiteID) -> SiteBlueprint? { sites.first { $0.site.id.value == id } }

  /// The site that users are sent to; nil while an operation keeps all of them closed.
  package var open: SiteBlueprint? { state.trafficSite.flatMap(site) }
}
