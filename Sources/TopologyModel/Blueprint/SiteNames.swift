package import Diagnostics

/// The names of a site's objects.
///
/// Every emitter, rule and runbook reads them here. People and volumes depend on them, so a release never
/// changes one; names that a deployment had before Redoubt belong here as well.
package struct SiteNames: Sendable {
  /// The PostgreSQL Cluster: `infisical-db-dc1`.
  package let cluster: Located<String>
  /// The pooler in front of the primary.
  package let pooler: Located<String>
  /// The ObjectStore with the site's archive.
  package let archive: Located<String>
  /// The directory of the present archive generation; never reused, since an archive of a former timeline
  /// would be mixed with that of the new one.
  package let serverName: Located<String>
  /// The Deployment, Service and Ingress of Infisical.
  package let app: Located<String>
  package let redis: Located<String> = "redis"
  package let redisHeadless: Located<String> = "redis-headless"
  package let redisConfiguration: Located<String> = "redis-conf"
  package let redisBackup: Located<String> = "redis-backup"
  /// Written by the runbook of a failover, or by the operation `redisRestore`.
  package let redisRestore: Located<String> = "redis-restore"
  package let redisCertificate: Located<String> = "redis-tls"
  /// The CronJob that watches the copies of peers' certificates.
  package let streamingCertificates: Located<String> = "streaming-certificates"
  /// The backend of the global load balancer that sends users to the site.
  package let backend: Located<String>
  /// The backend that only watches the site.
  package let monitorBackend: Located<String>
  private let id: Located<SiteID>

  init(_ topology: Topology, _ site: Site) {
    id = site.id
    cluster = "\(topology.name)-db-\(site.id)"
    pooler = "\(cluster)-pooler-rw"
    archive = "pg-archive-\(site.id)"
    serverName = "\(cluster)-e\(site.postgres.epoch)"
    backend = "be_site_\(site.id)"
    monitorBackend = "mon_site_\(site.id)"
    app = topology.name.map(\.description)
  }

  /// The directory of an earlier generation of the archive.
  package func serverName(epoch: Int) -> Located<String> { "\(cluster)-e\(epoch)" }

  /// The external cluster that stands for an earlier generation of the archive.
  package func oldArchive(epoch: Int) -> Located<String> { "\(cluster)-e\(epoch)" }

  /// The Secret with the login for the site's archive, as it is called in `reader`.
  package func archiveLogin(in reader: Site) -> Located<String> { login(.postgres, in: reader) }

  /// The Secret with the login for the site's Redis backups, as it is called in `reader`.
  package func redisLogin(in reader: Site) -> Located<String> { login(.redis, in: reader) }

  /// The Secret with the login for a site's objects, as it is called in `reader`.
  package func login(_ purpose: BucketPurpose, in reader: Site) -> Located<String> {
    login(purpose, isWriter: reader.id.value == id.value)
  }

  /// The Secret with one login for a site's objects: it writes in the site itself, and reads elsewhere.
  package func login(_ purpose: BucketPurpose, isWriter: Bool) -> Located<String> {
    let kind: Located<String> = purpose == .postgres ? "pg" : "redis"
    return isWriter ? "s3-\(kind)-\(id)-rw" : "s3-\(kind)-\(id)-ro"
  }
}

extension Topology {
  /// The names of a site's objects.
  package func names(of site: Site) -> SiteNames { SiteNames(self, site) }
}
