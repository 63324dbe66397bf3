import Diagnostics
import TopologyModel

/// What CloudNativePG reports (architecture section 2.11).
struct DatabaseChecks {
  let context: RunbookContext

  func isHealthy(_ site: Site) -> RunbookCheck {
    RunbookCheck(
      "\(site.id.value): the Cluster is healthy", context.cluster(site, ".status.phase"),
      .equals("Cluster in healthy state"))
  }

  func isComplete(_ site: Site) -> RunbookCheck {
    RunbookCheck(
      "\(site.id.value): every instance is ready", context.cluster(site, ".status.readyInstances"),
      .equals("\(site.postgres.instances.value)"))
  }

  func archives(_ site: Site) -> RunbookCheck {
    RunbookCheck(
      "\(site.id.value): WAL is archived", context.condition(site, "ContinuousArchiving"),
      .equals("True"))
  }

  func hasBackup(_ site: Site, within seconds: Int = 26 * 3600) -> RunbookCheck {
    RunbookCheck(
      "\(site.id.value): the last base backup is young", context.lastBackup(site),
      .younger(seconds))
  }

  func isReplica(_ site: Site) -> RunbookCheck {
    RunbookCheck(
      "\(site.id.value): the database is in recovery",
      context.sql(site, "SELECT pg_is_in_recovery()"), .equals("t"))
  }

  func isPrimary(_ site: Site) -> RunbookCheck {
    RunbookCheck(
      "\(site.id.value): the database accepts writes",
      context.sql(site, "SELECT pg_is_in_recovery()"), .equals("f"))
  }

  func isHibernated(_ site: Site) -> RunbookCheck {
    RunbookCheck(
      "\(site.id.value): the database is hibernated",
      context.condition(site, "cnpg.io/hibernation"), .equals("True"))
  }

  /// The commit without the Cluster is there: until then an agent that heals would create it again.
  func isCleared(_ site: Site) -> RunbookCheck {
    RunbookCheck(
      "\(site.id.value): the commit without the Cluster arrived",
      context.field(site, "configmap", "database-cleared", ".data.epoch"),
      .equals("\(site.postgres.epoch.value)"))
  }

  func names(_ site: Site, primary: Site) -> RunbookCheck {
    RunbookCheck(
      "\(site.id.value): the commit arrived, primary is \(primary.id.value)",
      context.cluster(site, ".spec.replica.primary"), .equals(context.cluster(primary)))
  }

  /// Bytes that `replica` is behind.
  func lag(_ primary: Site, _ replica: Site, atMost bytes: Int = 64 << 20) -> RunbookCheck {
    RunbookCheck(
      "\(replica.id.value): bytes behind \(primary.id.value)",
      [
        "lag", context.context(primary), context.namespace, context.cluster(primary),
        context.context(replica), context.namespace, context.cluster(replica),
      ], .atMost(bytes))
  }

  func isQuiet(_ site: Site) -> RunbookCheck {
    RunbookCheck(
      "\(site.id.value): nobody is connected as the application",
      context.sql(
        site,
        "SELECT count(*) FROM pg_stat_activity WHERE usename='\(site.postgres.database.value)'"),
      .equals("0"))
  }

  func isSettled(_ site: Site) -> RunbookCheck {
    RunbookCheck(
      "\(site.id.value): no change of roles is under way",
      context.cluster(site, ".status.switchReplicaClusterStatus.inProgress"), .lacks("true"))
  }
}

/// What Kubernetes reports of Infisical and Redis.
struct AppChecks {
  let context: RunbookContext

  func isStopped(_ site: Site) -> RunbookCheck {
    RunbookCheck(
      "\(site.id.value): no pod of Infisical is left",
      context.get(
        site, "pods", "-l",
        "app.kubernetes.io/name=infisical,app.kubernetes.io/component=app", "-o", "name"),
      .empty)
  }

  func isDesired(_ site: Site, _ replicas: String) -> RunbookCheck {
    RunbookCheck(
      "\(site.id.value): the commit arrived, \(replicas) replicas of Infisical",
      context.field(site, "deployments.apps", context.app, ".spec.replicas"), .equals(replicas))
  }

  func isReady(_ site: Site) -> RunbookCheck {
    RunbookCheck(
      "\(site.id.value): pods of Infisical are ready",
      context.field(site, "deployments.apps", context.app, ".status.readyReplicas"),
      .atLeast(
        site.app.hpa.enabled.value
          ? (site.app.hpa.min ?? site.app.replicas).value : site.app.replicas.value))
  }

  func runsImage(_ site: Site) -> RunbookCheck {
    RunbookCheck(
      "\(site.id.value): Infisical is the version of the topology",
      context.field(
        site, "deployments.apps", context.app, ".spec.template.spec.containers[0].image"),
      .equals(context.topology.version.value.description))
  }

  func ingressAnswers(_ site: Site) -> RunbookCheck {
    RunbookCheck(
      "\(site.id.value): the ingress leads to Infisical",
      [
        site.ingress.proxyProtocol.value ? "proxied" : "status", context.host,
        site.ingress.httpsPort.value.description,
        site.ingress.vip?.value.description ?? "127.0.0.1",
      ], .equals("200"), rule: "ING-004")
  }

  func redisIsReady(_ site: Site) -> RunbookCheck {
    RunbookCheck(
      "\(site.id.value): Redis is ready",
      context.field(site, "statefulsets.apps", "redis", ".status.readyReplicas"), .equals("1"))
  }

  func redisRestored(_ site: Site) -> RunbookCheck {
    RunbookCheck(
      "\(site.id.value): the restore of Redis ended well",
      context.get(
        site, "pod", "redis-0", "-o",
        "jsonpath={.status.initContainerStatuses[?(@.name==\"restore-load\")].state.terminated.reason}"
      ), .equals("Completed"))
  }

  func lastBackup(_ site: Site) -> RunbookCheck {
    RunbookCheck(
      "\(site.id.value): the last backup of Redis",
      context.field(site, "cronjobs.batch", "redis-backup", ".status.lastSuccessfulTime"),
      .younger(26 * 3600))
  }

  func backupsSuspended(_ site: Site, _ isSuspended: Bool) -> RunbookCheck {
    RunbookCheck(
      "\(site.id.value): backups of Redis are \(isSuspended ? "suspended" : "scheduled")",
      context.field(site, "cronjobs.batch", "redis-backup", ".spec.suspend"),
      .equals(isSuspended ? "true" : "false"))
  }
}
