import Diagnostics
import TopologyModel

/// What to do when an alert fires: one runbook for each.
struct AlertRunbooks {
  let commands: RunbookCommands
  let active: SiteBlueprint

  private var database: DatabaseChecks { DatabaseChecks(commands: commands) }
  private var app: AppChecks { AppChecks(commands: commands) }
  private var passive: [SiteBlueprint] { commands.living.filter { $0.id != active.id } }

  var all: [Runbook] {
    [
      certificates, storageFull, archiveStuck, replicaLag, backupStale, redisBackup, appDown,
      capacity, balancerNode, redisRestore,
    ]
  }

  private func simple(
    _ id: String, _ title: String, _ purpose: String, _ actions: [RunbookStep.Action],
    _ checks: [RunbookCheck], onFailure: String, minutes: Int = 30
  ) -> Runbook {
    Runbook(
      id: id, title: title, purpose: [purpose],
      steps: [
        RunbookStep(
          id: "A1", title: "Find and fix the cause", precondition: "the alert", minutes: minutes,
          actions: actions, checks: checks, onFailure: onFailure)
      ])
  }

  private var certificates: Runbook {
    simple(
      "cert-expiry", "A certificate expires soon",
      "Every site holds the certificate of the global host, so that traffic can move: an expired one in a passive site is just as bad.",
      commands.living.map {
        .command(commands.kubectl($0, "get certificates.cert-manager.io,certificaterequests"))
      },
      commands.living.map { site in
        RunbookCheck(
          "\(site.id): the certificate of \(commands.host) is valid",
          commands.certificateEnd(site), .ahead(14 * 86400), rule: "ING-006")
      }, onFailure: "issue it manually; HTTP-01 cannot succeed in a passive site")
  }

  private var storageFull: Runbook {
    simple(
      "storage-full", "A PostgreSQL volume fills up",
      "The usual cause is WAL that cannot be archived: repair the archive first (archive-stuck.md). Volumes grow with `storageSize` and `walSize`; they never shrink.",
      [
        .text(
          "Increase the size in passive sites first, then in the active site; build and commit. Never delete WAL manually."
        )
      ],
      commands.living.map { site in
        RunbookCheck(
          "\(site.id): percent of the WAL volume in use",
          .disk(commands.instance(site), "/var/lib/postgresql/wal"), .atMost(80))
      },
      onFailure:
        "a primary with a full volume stops: check whether the StorageClass can expand volumes")
  }

  private var archiveStuck: Runbook {
    simple(
      "archive-stuck", "WAL is not archived",
      "Until it is fixed, losing the site loses everything since. Check the credentials, the store's certificate, the quota, and \"Expected empty archive\" after a copy without a new epoch.",
      commands.living.flatMap {
        [
          .command(commands.kubectl($0, "cnpg status \($0.names.cluster.value) -v")),
          .command(
            commands.kubectl(
              $0,
              "logs -l cnpg.io/cluster=\($0.names.cluster.value) -c plugin-barman-cloud --tail=50")),
        ]
      }, commands.living.map(database.archives),
      onFailure: "use another store: a new bucket in the topology, with a new epoch")
  }

  private var replicaLag: Runbook {
    simple(
      "replica-lag", "A passive site falls behind",
      "The alert compares archived WAL of both sites. Causes: the archive of \(active.id), the network between the sites, a missing history file after a promotion, parameters lower than the primary's.",
      passive.map {
        .command(
          commands.kubectl($0, "logs -l cnpg.io/cluster=\($0.names.cluster.value) --tail=50"))
      }, passive.map { database.lag(active, $0) },
      onFailure: "rebuild a site that cannot catch up within the retention")
  }

  private var backupStale: Runbook {
    simple(
      "backup-stale", "No base backup for more than a day",
      "Without one, no other site can be rebuilt from this one, and recovery takes long.",
      commands.living.map {
        .command(commands.kubectl($0, "get backups.postgresql.cnpg.io,scheduledbackups"))
      }, commands.living.map { database.hasBackup($0) },
      onFailure: "run `kubectl cnpg backup` and read its status")
  }

  private var redisBackup: Runbook {
    simple(
      "redis-backup-stale", "No backup of Redis",
      "A failover would restore old jobs, or none.",
      [
        .command(
          commands.kubectl(
            active, "get jobs -l \(SiteComponent.label)=\(SiteComponent.redisBackup.rawValue)")),
        .command(
          commands.kubectl(
            active, "logs -l \(SiteComponent.label)=\(SiteComponent.redisBackup.rawValue) --tail=50"
          )),
      ], [app.lastBackup(active), app.backupsSuspended(active, false)],
      onFailure: "create a Job from the CronJob manually")
  }

  private var appDown: Runbook {
    simple(
      "infisical-down", "Infisical does not answer",
      "Find the failing component first: load balancer, ingress, pods or database. Losing a whole site is a failover, decided by two people.",
      [
        .command(commands.kubectl(active, "get pods,hpa")),
        .command(commands.kubectl(active, "logs deploy/\(commands.app) --tail=50")),
      ],
      [
        app.isReady(active), database.isPrimary(active), app.redisIsReady(active),
        app.ingressAnswers(active),
      ] + commands.openChecks(active), onFailure: "failover-\(active.id)-to-SITE.md, step F0")
  }

  private var capacity: Runbook {
    simple(
      "capacity-objectstore", "An object store fills up",
      "A full store stops archiving, and then the databases. Do not delete anything manually: Barman manages the retention, the store its lifecycle.",
      [.text("Expand the store, or reduce `postgres.backup.retention`, build and commit.")],
      commands.living.map(database.archives), onFailure: "archive-stuck.md")
  }

  private var balancerNode: Runbook {
    simple(
      "lb-node-loss", "A load balancer node is lost",
      "VRRP or DNS sends users to the other nodes. A node that returns still has its old configuration: deploy the current one before it takes traffic.",
      commands.deployBalancers, commands.openChecks(active),
      onFailure: "keep it out of VRRP and DNS")
  }

  private var redisRestore: Runbook {
    Runbook(
      id: "redis-restore", title: "Restore Redis after its data was lost",
      purpose: [
        "The site is up, but its Redis volume is lost or corrupt. Infisical is stopped during the restore; the load balancer returns an error."
      ],
      steps: [
        RunbookStep(
          id: "V1", title: "Request the restore", precondition: "the key of a backup", minutes: 10,
          actions: [
            commands.listRedisBackups(of: active),
            .text("KEY is one of the listed keys, with `.rdb.gz` instead of `.json`."),
          ] + commands.commit("redis-restore --backup KEY", "Restore Redis")
            + commands.apply([active]), checks: [app.isStopped(active)],
          onFailure: "abort"),
        RunbookStep(
          id: "V2", title: "Restart Redis", precondition: "V1", minutes: 10,
          actions: [
            .change(commands.kubectl(active, "delete pod redis-0")),
            .command(
              commands.kubectl(active, "wait --for=condition=ready --timeout=8m pod/redis-0")),
          ],
          checks: [app.redisIsReady(active), app.redisRestored(active)],
          onFailure: "use another backup: abort and start again"),
        RunbookStep(
          id: "V3", title: "Serve again", precondition: "V2", minutes: 10,
          actions: commands.commit("advance", "Redis is restored") + commands.apply([active])
            + [commands.forgetRestore(active)],
          checks: [app.isReady(active)] + commands.openChecks(active),
          onFailure: "read the pods' logs"),
      ])
  }
}
