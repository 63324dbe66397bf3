import Diagnostics
import KubernetesModel
import TopologyModel

/// Everything an emitter may ask about: the topology, the site at hand and the names in it.
struct SiteContext {
  let topology: Topology
  let site: Site
  /// Where every site stands, and what is under way.
  let state: DeploymentState
  let plan: SitePlan

  /// Nil when the state does not know the site, which rules exclude.
  init?(topology: Topology, site: Site, state: DeploymentState) {
    guard let plan = state.plan(for: site.id.value) else { return nil }
    self.topology = topology
    self.site = site
    self.state = state
    self.plan = plan
  }

  var namespace: Text { topology.namespace.map(\.description) }

  /// Name of the site's PostgreSQL Cluster, or of a peer's.
  func cluster(_ site: Site) -> Text { "\(topology.name)-db-\(site.id)" }

  /// Name of the ObjectStore with a site's archive.
  func archive(_ site: Site) -> Text { "pg-archive-\(site.id)" }

  /// Folder of a site's archive generation; never reused (architecture section 0, point 3).
  func serverName(_ site: Site) -> Text {
    "\(topology.name)-db-\(site.id)-e\(site.postgres.epoch)"
  }

  /// Folder of an earlier generation of a site's archive.
  func serverName(_ site: Site, epoch: Int) -> Text {
    "\(topology.name)-db-\(site.id)-e\(epoch)"
  }

  /// External cluster that stands for an earlier archive generation of a site.
  func oldArchive(_ site: Site, epoch: Int) -> Text { "\(cluster(site))-e\(epoch)" }

  /// Secret with credentials for a site's archive, as seen from this site.
  func archiveCredentials(_ owner: Site) -> Text {
    owner.id == site.id ? "s3-pg-\(owner.id)-rw" : "s3-pg-\(owner.id)-ro"
  }

  /// Secret with credentials for a site's Redis backups, as seen from this site.
  func redisCredentials(_ owner: Site) -> Text {
    owner.id == site.id ? "s3-redis-\(owner.id)-rw" : "s3-redis-\(owner.id)-ro"
  }

  /// Name of the pooler in front of the primary.
  var pooler: Text { "\(cluster(site))-pooler-rw" }

  /// A name of a Service as pods resolve it.
  func serviceHost(_ service: Text) -> Text { "\(service).\(namespace).svc" }

  /// The site whose database is the original.
  var primary: Site { topology.site(plan.state.primary) ?? site }

  /// The peer that the site follows, or would follow after a demotion.
  var source: Site? { plan.state.source.flatMap(topology.site) }

  /// Whether `site` connects to its peers for WAL or for its first copy.
  func streams(_ site: Site) -> Bool {
    site.postgres.replication.value == .hybrid || site.postgres.bootstrap.value == .pgBasebackup
  }

  /// Whether some peer connects to this site, now or after a change of roles.
  var isStreamedFrom: Bool { topology.peers(of: site).contains(where: streams) }

  func metadata(_ name: Text, _ component: Component) -> ObjectMeta {
    ObjectMeta(name: name, namespace: namespace, labels: component.labels(self))
  }
}
