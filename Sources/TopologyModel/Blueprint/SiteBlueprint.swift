package import Diagnostics

/// What a site consists of: its parts, names, addresses and Secrets, each stated once.
///
/// Where `SitePlan` says what a site does in a state, this says with what. Emitters, network flows,
/// required Secrets, runbooks and rules read it and derive nothing on their own.
package struct SiteBlueprint: Sendable {
  package let topology: Topology
  package let site: Site
  /// Where every site is, and what is under way.
  package let state: DeploymentState
  package let plan: SitePlan
  package let names: SiteNames
  /// Where traffic enters the site.
  package let entry: SiteEntry
  package let database: DatabaseComponent

  /// Nil when the state does not know the site, or when it has no address, which rules exclude.
  package init?(topology: Topology, site: Site, state: DeploymentState) {
    guard let plan = state.plan(for: site.id.value), let entry = SiteEntry(site.ingress) else {
      return nil
    }
    self.topology = topology
    self.site = site
    self.state = state
    self.plan = plan
    self.entry = entry
    names = topology.names(of: site)
    database = .cloudNativePG(
      CloudNativePGComponent(
        hasCluster: plan.hasCluster, hasPooler: plan.hasPooler, streams: Self.streams(site),
        isStreamedFrom: topology.peers(of: site).contains(where: Self.streams)))
  }

  private static func streams(_ site: Site) -> Bool {
    site.postgres.replication.value == .hybrid || site.postgres.bootstrap.value == .pgBasebackup
  }

  package var id: SiteID { site.id.value }
  package var namespace: Located<String> { topology.namespace.map(\.description) }

  /// The names of a peer's objects.
  package func names(of site: Site) -> SiteNames { topology.names(of: site) }

  /// A name of a Service as pods resolve it.
  package func serviceHost(_ service: Located<String>) -> Located<String> {
    "\(service).\(namespace).svc"
  }

  /// The site whose database is the original.
  package var primary: Site { topology.site(plan.state.primary) ?? site }

  /// The peer that the site follows, or would follow after a demotion.
  package var source: Site? { plan.state.source.flatMap(topology.site) }
}
