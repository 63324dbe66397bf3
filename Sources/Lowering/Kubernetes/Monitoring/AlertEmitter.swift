import Diagnostics
import KubernetesModel
import TopologyModel

/// The alerts of a site, by what its role promises, each with a
/// runbook of this tree.
struct AlertEmitter: Emitter {
  func emit(_ blueprint: SiteBlueprint, into manifests: inout SiteManifests) {
    let settings = blueprint.site.monitoring
    guard settings.enabled.value else { return }
    let alerts = SiteAlerts(blueprint: blueprint)
    var rule = PrometheusRule(
      metadata: blueprint.metadata(blueprint.topology.name.map(\.description), .platform),
      group: "infisical-\(blueprint.site.id)", rules: alerts.all)
    rule.rules = rule.rules.map { alert in
      var alert = alert
      alert.labels = [("site", blueprint.site.id.map(\.description))]
      return alert
    }
    manifests.add(rule, to: .monitoring, origin: settings.span ?? blueprint.site.span)
  }
}

/// The alerts of one site.
struct SiteAlerts {
  let blueprint: SiteBlueprint

  private var site: String { blueprint.site.id.value.description }
  private var namespace: String { blueprint.topology.namespace.value.description }
  private var app: String { blueprint.topology.name.value.description }
  private var cluster: String { blueprint.names.cluster.value }
  private var here: String { "site=\"\(site)\"" }

  private func alert(
    _ name: String, _ expression: String, _ duration: String, _ severity: String,
    _ summary: String, _ runbook: String
  ) -> AlertingRule {
    AlertingRule(
      "Infisical\(name)", expression, duration: duration, severity: severity, summary: summary,
      runbook: RunbookAddress(topology: blueprint.topology).annotation(runbook))
  }

  /// Seconds since the last success of a CronJob; of one that never succeeded, since it was made.
  private func sinceSuccess(of job: String, above limit: Int) -> String {
    let labels = "{namespace=\"\(namespace)\",cronjob=\"\(job)\"}"
    return
      "time() - max by (cronjob) (kube_cronjob_status_last_successful_time\(labels) or kube_cronjob_created\(labels)) > \(limit)"
  }

  var all: [AlertingRule] {
    let own: [AlertingRule] =
      switch blueprint.plan.role {
      // Between demotion and promotion the active site is a replica.
      case .active:
        running + (blueprint.plan.state.primary == blueprint.site.id.value ? serving : [])
      case .passive: running + standing
      case .fenced: dark
      case .rebuilding: rebuilding
      }
    return own + watch
  }

  /// For every site, whatever it does: a heartbeat (MON-007), and the detector of split brain (MON-002)
  /// for a Prometheus that sees all sites.
  private var watch: [AlertingRule] {
    [
      alert(
        "MoreThanOnePrimary",
        "count(count by (site) (cnpg_pg_replication_in_recovery{namespace=\"\(namespace)\"} == 0)) > 1",
        "0m", "critical",
        "More than one site accepts writes. Only a Prometheus that sees all sites can tell.",
        "split-brain"),
      alert(
        "Watchdog", "vector(1)", "0m", "none",
        "Always fires; if it stops, alerting itself is down.", "infisical-down"),
    ]
  }

  /// The database of a site that runs one.
  private var running: [AlertingRule] {
    let archive = 3 * blueprint.site.postgres.archiveTimeout.value.seconds
    let backup =
      blueprint.site.postgres.backup.method.value == .plugin
      ? "barman_cloud_cloudnative_pg_io_last_available_backup_timestamp"
      : "cnpg_collector_last_available_backup_timestamp"
    let gap = (blueprint.site.postgres.backup.schedule.value.longestGap ?? 86400) + 7200
    return [
      alert(
        "ArchiveStuck",
        "max by (site) (cnpg_pg_stat_archiver_seconds_since_last_archival{\(here)}) > \(archive)",
        "5m", "critical", "No WAL of \(site) has been archived for \(archive) seconds.",
        "archive-stuck"),
      alert(
        "BaseBackupStale", "time() - max by (site) (\(backup){\(here)}) > \(gap)", "15m",
        "warning", "The last base backup of \(site) is older than its schedule allows.",
        "backup-stale"),
      alert(
        "VolumeFull",
        "kubelet_volume_stats_available_bytes{namespace=\"\(namespace)\",persistentvolumeclaim=~\"\(cluster)-.+\"} / kubelet_volume_stats_capacity_bytes < 0.15",
        "10m", "warning", "A volume of PostgreSQL in \(site) is nearly full.", "storage-full"),
      alert(
        "CertificateEnds",
        "certmanager_certificate_expiration_timestamp_seconds{namespace=\"\(namespace)\"} - time() < 14 * 86400",
        "1h", "warning", "A certificate in \(site) expires within two weeks.", "cert-expiry"),
    ] + stores + copies
  }

  /// Copies of peers' certificates, which no issuer renews: two runs in a row that found all of them good
  /// are missing, or there never was one.
  private var copies: [AlertingRule] {
    guard !StreamingCertificateEmitter.copies(blueprint).isEmpty else { return [] }
    let limit = 2 * StreamingCertificateEmitter.interval + 3600
    return [
      alert(
        "StreamingCertificateEnds",
        sinceSuccess(of: blueprint.names.streamingCertificates.value, above: limit),
        "15m", "warning",
        "A copy of a certificate that \(site) streams with expires within six days, or cannot be read.",
        "rotate-streaming-certificates")
    ]
  }

  /// The active site.
  private var serving: [AlertingRule] {
    var alerts = [
      alert(
        "NoPrimary", "absent(cnpg_pg_replication_in_recovery{\(here)} == 0)", "2m", "critical",
        "No instance of \(site) accepts writes.", "infisical-down"),
      // Local standbys only: the designated primary of an archive-only replica has no receiver
      // (MON-005), and a passive site has its own alert.
      alert(
        "StandbyNotStreaming",
        "cnpg_pg_replication_in_recovery{\(here)} > cnpg_pg_replication_is_wal_receiver_up{\(here)}",
        "5m", "warning", "A standby in \(site) is not streaming.", "replica-lag"),
    ]
    guard blueprint.plan.runsApp else { return alerts }
    let redis = 2 * (blueprint.site.redis.backup.schedule.value.longestGap ?? 86400)
    alerts += [
      alert(
        "Down",
        "kube_deployment_status_replicas_available{namespace=\"\(namespace)\",deployment=\"\(app)\"} == 0",
        "2m", "critical", "No pod of Infisical in \(site) is ready.", "infisical-down"),
      alert(
        "RedisDown",
        "kube_statefulset_status_replicas_ready{namespace=\"\(namespace)\",statefulset=\"\(blueprint.names.redis.value)\"} == 0",
        "2m", "critical", "Redis of \(site) is not ready.", "redis-damaged"),
      alert(
        "RedisBackupStale",
        sinceSuccess(of: blueprint.names.redisBackup.value, above: redis),
        "15m", "warning", "The last backup of Redis in \(site) is older than two intervals.",
        "redis-backup-stale"),
    ]
    return alerts + redisLimits + entrance
  }

  /// The global host, asked from outside (MON-006): NGINX has no active checks of its own.
  private var entrance: [AlertingRule] {
    guard blueprint.site.monitoring.blackboxExporter != nil else { return [] }
    return [
      alert(
        "Unreachable", "probe_success{job=\"\(app)-global\"} == 0", "2m", "critical",
        "Users cannot reach Infisical.", "infisical-down"),
      alert(
        "BalancerNodeDown", "probe_success{job=\"\(app)-balancers\"} == 0", "5m", "warning",
        "A load balancer node does not answer.", "lb-node-loss"),
      alert(
        "GlobalCertificateEnds",
        "probe_ssl_earliest_cert_expiry{job=\"\(app)-global\"} - time() < 14 * 86400", "1h",
        "warning", "The certificate that users see expires within two weeks.", "cert-expiry"),
    ]
  }

  /// A passive site.
  private var standing: [AlertingRule] {
    // On an archive-only replica lag is the age of the last replayed commit, and grows while the primary
    // is idle: the archive's own interval is the least that can be asked. Standbys inside the site report
    // 0, so the highest counts; a Prometheus that sees both sites knows an idle primary by its archive.
    let lag = 3 * blueprint.primary.postgres.archiveTimeout.value.seconds + 600
    return [
      alert(
        "ReplicaLag",
        "max by (site) (cnpg_pg_replication_lag{\(here)}) > \(lag) unless on () (max(\(archived(blueprint.primary))) <= max(\(archived(blueprint.site))))",
        "10m",
        "warning", "\(site) is more than \(lag) seconds behind.", "replica-lag"),
      alert(
        "PassiveSiteWritable", "count(cnpg_pg_replication_in_recovery{\(here)} == 0) > 0", "1m",
        "critical", "\(site) is passive but accepts writes.", "split-brain"),
      alert(
        "RunsInPassiveSite",
        "kube_deployment_spec_replicas{namespace=\"\(namespace)\",deployment=\"\(app)\"} > 0",
        "1m", "critical", "\(site) is passive but runs Infisical.", "split-brain"),
    ]
  }

  /// The newest segment that a site has archived; CloudNativePG's default query `pg_stat_archiver`.
  private func archived(_ site: Site) -> String {
    "cnpg_pg_stat_archiver_last_archived_wal_start_lsn{site=\"\(site.id.value)\"}"
  }

  /// Redis of a site that runs Infisical: it refuses writes when its memory or its volume is full.
  private var redisLimits: [AlertingRule] {
    let settings = blueprint.site.redis
    let name = blueprint.names.redis.value
    // Three quarters are Redis' own limit; what is above is the copy that a snapshot forks.
    let limit = settings.memory.value.units / 100 * 70
    return [
      alert(
        "RedisMemoryFull",
        "container_memory_working_set_bytes{namespace=\"\(namespace)\",pod=\"\(name)-0\",container=\"redis\"} > \(limit)",
        "10m", "warning", "Redis in \(site) has nearly used the memory that it may.", "redis-full"),
      alert(
        "RedisVolumeFull",
        "kubelet_volume_stats_available_bytes{namespace=\"\(namespace)\",persistentvolumeclaim=\"data-\(name)-0\"} / kubelet_volume_stats_capacity_bytes < 0.25",
        "10m", "warning", "The volume of Redis in \(site) is nearly full.", "redis-full"),
    ]
  }

  /// A fenced site.
  private var dark: [AlertingRule] {
    [
      alert(
        "SiteMustStayDark",
        "count(cnpg_collector_up{\(here)}) > 0 or kube_deployment_status_replicas{namespace=\"\(namespace)\",deployment=\"\(app)\"} > 0",
        "0m", "critical", "\(site) is fenced, but something is running there.", "dc-return-\(site)")
    ]
  }

  private var rebuilding: [AlertingRule] {
    [
      alert(
        "RebuildStuck", "absent(cnpg_collector_up{\(here)} == 1)", "2h", "warning",
        "The copy of \(site) is not running.", "rebuild-\(site)"),
      alert(
        "RebuildWritable", "count(cnpg_pg_replication_in_recovery{\(here)} == 0) > 0", "1m",
        "critical", "\(site) is being copied but accepts writes.", "split-brain"),
    ]
  }

  /// Self-hosted MinIO, where the site's Prometheus sees it.
  private var stores: [AlertingRule] {
    let own = blueprint.topology.objectStores.filter {
      $0.kind.value != .enterprise
        && ($0.minio?.site?.value ?? blueprint.site.id.value) == blueprint.site.id.value
        && $0.failureDomain == blueprint.site.failureDomain
    }
    guard let store = own.first else { return [] }
    let used = store.capacity?.alertPercent.value ?? 80
    let free =
      "minio_cluster_capacity_usable_free_bytes / minio_cluster_capacity_usable_total_bytes"
    return [
      alert(
        "StoreFillsUp", "\(free) < \(100 - used) / 100", "15m", "warning",
        "The object store is \(used) percent full.", "capacity-objectstore"),
      alert(
        "StoreFull", "\(free) < 0.1", "5m", "critical",
        "The object store has less than ten percent of its space left.", "capacity-objectstore"),
      alert(
        "StoreDriveOffline", "minio_cluster_drive_offline_total > 0", "5m", "warning",
        "A drive of the object store is offline.", "capacity-objectstore"),
      alert(
        "StoreNodeOffline", "minio_cluster_nodes_offline_total > 0", "5m", "critical",
        "A server of the object store is offline.", "capacity-objectstore"),
      alert(
        "StoreReplicationBroken", "minio_node_replication_link_online == 0", "15m", "critical",
        "Replication of the object store has stopped.", "capacity-objectstore"),
    ]
  }
}
