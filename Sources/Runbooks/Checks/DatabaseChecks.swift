import Diagnostics
import TopologyModel

/// What CloudNativePG reports.
struct DatabaseChecks {
  let commands: RunbookCommands

  func isHealthy(_ site: SiteBlueprint) -> RunbookCheck {
    RunbookCheck(
      "\(site.id): the Cluster is healthy", commands.cluster(site, ".status.phase"),
      .equals("Cluster in healthy state"))
  }

  func isComplete(_ site: SiteBlueprint) -> RunbookCheck {
    RunbookCheck(
      "\(site.id): every instance is ready", commands.cluster(site, ".status.readyInstances"),
      .equals("\(site.site.postgres.instances.value)"))
  }

  func archives(_ site: SiteBlueprint) -> RunbookCheck {
    RunbookCheck(
      "\(site.id): WAL is archived", commands.condition(site, "ContinuousArchiving"),
      .equals("True"))
  }

  func hasBackup(_ site: SiteBlueprint, within seconds: Int = 26 * 3600) -> RunbookCheck {
    RunbookCheck(
      "\(site.id): the last base backup is recent", commands.lastBackup(site),
      .younger(seconds))
  }

  func isReplica(_ site: SiteBlueprint) -> RunbookCheck {
    RunbookCheck(
      "\(site.id): the database is in recovery",
      commands.sql(site, "SELECT pg_is_in_recovery()"), .equals("t"))
  }

  func isPrimary(_ site: SiteBlueprint) -> RunbookCheck {
    RunbookCheck(
      "\(site.id): the database accepts writes",
      commands.sql(site, "SELECT pg_is_in_recovery()"), .equals("f"))
  }

  /// The second restart of a promotion is over: it puts `archive_mode` from `always` to `on`, restarts
  /// every instance and cuts off clients that came after the first.
  func hasSettled(_ site: SiteBlueprint) -> RunbookCheck {
    RunbookCheck(
      "\(site.id): PostgreSQL archives as a primary",
      commands.sql(site, "SELECT current_setting('archive_mode')"), .equals("on"))
  }

  /// The segment that the last `pg_switch_wal()` of the runbook's shell ended is in the archive.
  ///
  /// The operator's condition alone proves nothing of the kind: it keeps its last value while nothing is archived,
  /// through a hibernation too (seen on CloudNativePG 1.30.0). Names of WAL compare as bytes, history files below
  /// the segments of their timeline.
  func hasArchived(_ site: SiteBlueprint) -> RunbookCheck {
    RunbookCheck(
      "\(site.id): everything up to the last WAL switch is archived",
      commands.sql(
        site,
        "SELECT last_archived_wal COLLATE \"C\" >= pg_walfile_name('\(RunbookVariable.lastPosition.reference)'::pg_lsn) FROM pg_stat_archiver"
      ),
      .equals("t"))
  }

  /// The position that the runbook's shell got from the last `pg_switch_wal()` is replayed.
  func hasReplayed(_ site: SiteBlueprint) -> RunbookCheck {
    RunbookCheck(
      "\(site.id): everything up to the last WAL switch is replayed",
      commands.sql(
        site,
        "SELECT pg_last_wal_replay_lsn() >= '\(RunbookVariable.lastPosition.reference)'::pg_lsn"),
      .equals("t"))
  }

  /// PostgreSQL does not run: by the operator's word, or by that of the people who fenced the site.
  func isFenced(_ site: SiteBlueprint) -> RunbookCheck {
    RunbookCheck(
      "\(site.id): PostgreSQL is stopped", .fenced(commands.instance(site)), .equals("down"))
  }

  /// The database does not answer from here as a primary.
  func isLost(_ site: SiteBlueprint) -> RunbookCheck {
    RunbookCheck(
      "\(site.id): the database cannot be reached, or does not accept writes",
      .writes(commands.instance(site)), .equals("no"))
  }

  func isHibernated(_ site: SiteBlueprint) -> RunbookCheck {
    RunbookCheck(
      "\(site.id): the database is hibernated",
      commands.condition(site, "cnpg.io/hibernation"), .equals("True"))
  }

  /// The commit without the Cluster is there: until then an agent that heals would create it again.
  func isCleared(_ site: SiteBlueprint) -> RunbookCheck {
    RunbookCheck(
      "\(site.id): the commit without the Cluster has been applied",
      commands.field(site, "configmap", "database-cleared", ".data.epoch"),
      .equals("\(site.site.postgres.epoch.value)"))
  }

  func names(_ site: SiteBlueprint, primary: SiteBlueprint) -> RunbookCheck {
    RunbookCheck(
      "\(site.id): the commit has been applied, the primary is \(primary.id)",
      commands.cluster(site, ".spec.replica.primary"), .equals(primary.names.cluster.value))
  }

  /// Bytes that `replica` is behind.
  func lag(_ primary: SiteBlueprint, _ replica: SiteBlueprint, atMost bytes: Int = 64 << 20)
    -> RunbookCheck
  {
    RunbookCheck(
      "\(replica.id): bytes behind \(primary.id)",
      .lag(commands.instance(primary), commands.instance(replica)), .atMost(bytes))
  }

  /// What to do while `isQuiet` fails: PgBouncer keeps connections for a while after their client has gone.
  func untilQuiet(_ site: SiteBlueprint) -> String {
    site.site.postgres.pooler == nil
      ? ""
      : "connections of the pooler end \(PoolerSettings.idleSeconds) s after the last pod of Infisical: verify again; "
  }

  func isQuiet(_ site: SiteBlueprint) -> RunbookCheck {
    RunbookCheck(
      "\(site.id): no application connections are left",
      commands.sql(
        site,
        "SELECT count(*) FROM pg_stat_activity WHERE usename='\(site.site.postgres.database.value)'"
      ),
      .equals("0"))
  }

  func isSettled(_ site: SiteBlueprint) -> RunbookCheck {
    RunbookCheck(
      "\(site.id): no change of roles is in progress",
      commands.cluster(site, ".status.switchReplicaClusterStatus.inProgress"), .lacks("true"))
  }
}

/// What Kubernetes reports of Infisical and Redis.
struct AppChecks {
  let commands: RunbookCommands

  func isStopped(_ site: SiteBlueprint) -> RunbookCheck {
    RunbookCheck(
      "\(site.id): no Infisical pods are left",
      commands.get(
        site, "pods", "-l", SiteComponent.app.query, "-o", "name"),
      .empty)
  }

  func isDesired(_ site: SiteBlueprint, _ replicas: String) -> RunbookCheck {
    RunbookCheck(
      "\(site.id): the commit has been applied, \(replicas) replicas of Infisical",
      commands.field(site, "deployments.apps", commands.app, ".spec.replicas"), .equals(replicas))
  }

  func isReady(_ site: SiteBlueprint) -> RunbookCheck {
    RunbookCheck(
      "\(site.id): the Infisical pods are ready",
      commands.field(site, "deployments.apps", commands.app, ".status.readyReplicas"),
      .atLeast(site.site.app.minReplicas.value))
  }

  func runsImage(_ site: SiteBlueprint) -> RunbookCheck {
    RunbookCheck(
      "\(site.id): Infisical has the version of the topology",
      commands.field(
        site, "deployments.apps", commands.app, ".spec.template.spec.containers[0].image"),
      .equals(commands.topology.version.value.description))
  }

  func ingressAnswers(_ site: SiteBlueprint) -> RunbookCheck {
    RunbookCheck(
      "\(site.id): the ingress reaches Infisical",
      site.entry.expectsProxyProtocol
        ? .proxied(commands.entry(site)) : .status(commands.entry(site)), .equals("200"),
      rule: "ING-004")
  }

  /// Nobody is served from here at the site's ingress.
  func ingressIsSilent(_ site: SiteBlueprint) -> RunbookCheck {
    RunbookCheck(
      "\(site.id): the ingress serves no users",
      site.entry.expectsProxyProtocol
        ? .proxied(commands.entry(site)) : .status(commands.entry(site)), .lacks("200"))
  }

  func redisIsReady(_ site: SiteBlueprint) -> RunbookCheck {
    RunbookCheck(
      "\(site.id): Redis is ready",
      commands.field(site, "statefulsets.apps", site.names.redis.value, ".status.readyReplicas"),
      .equals("1"))
  }

  /// The data of Redis is that of `id`, and complete: a restore that did not run is also `Completed`.
  func redisRestored(_ site: SiteBlueprint, from id: String) -> [RunbookCheck] {
    let (context, namespace) = (commands.kubeContext(site), site.namespace.value)
    let pod = "\(site.names.redis.value)-0"
    return [
      RunbookCheck(
        "\(site.id): Redis holds the data of the chosen backup",
        .redisOrigin(kubeContext: context, namespace: namespace, pod: pod), .equals(id)),
      RunbookCheck(
        "\(site.id): Redis holds exactly the restored keys, apart from expired ones",
        .redisMissing(kubeContext: context, namespace: namespace, pod: pod), .equals("0")),
    ]
  }

  func lastBackup(_ site: SiteBlueprint) -> RunbookCheck {
    RunbookCheck(
      "\(site.id): the last Redis backup",
      commands.field(
        site, "cronjobs.batch", site.names.redisBackup.value, ".status.lastSuccessfulTime"),
      .younger(26 * 3600))
  }

  func backupsSuspended(_ site: SiteBlueprint, _ isSuspended: Bool) -> RunbookCheck {
    RunbookCheck(
      "\(site.id): Redis backups are \(isSuspended ? "suspended" : "scheduled")",
      commands.field(site, "cronjobs.batch", site.names.redisBackup.value, ".spec.suspend"),
      .equals(isSuspended ? "true" : "false"))
  }
}
