import Diagnostics
import TopologyModel

/// What to do when an alert fires: one runbook for each (architecture section 3.5).
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
          id: "A1", title: "Look and repair", precondition: "the alert", minutes: minutes,
          actions: actions, checks: checks, onFailure: onFailure)
      ])
  }

  private var certificates: Runbook {
    simple(
      "cert-expiry", "A certificate ends soon",
      "The global host's certificate is held by every site, so that traffic can move: a passive one that ends is as bad.",
      commands.living.map {
        .command(commands.kubectl($0, "get certificates.cert-manager.io,certificaterequests"))
      },
      commands.living.map { site in
        RunbookCheck(
          "\(site.id): the certificate of \(commands.host) lasts",
          commands.certificateEnd(site), .ahead(14 * 86400), rule: "ING-006")
      }, onFailure: "issue it by hand; HTTP-01 cannot succeed in a passive site")
  }

  private var storageFull: Runbook {
    simple(
      "storage-full", "A volume of PostgreSQL fills up",
      "Most often WAL that cannot be archived: repair the archive first (archive-stuck.md). Volumes grow by `storageSize` and `walSize`, never shrink.",
      [
        .text(
          "Raise the size on passive sites first, then on the active one; build, commit. Never delete WAL by hand."
        )
      ],
      commands.living.map { site in
        RunbookCheck(
          "\(site.id): percent of the WAL volume in use",
          .disk(commands.instance(site), "/var/lib/postgresql/wal"), .atMost(80))
      }, onFailure: "a primary that is full stops: see whether the StorageClass can grow volumes")
  }

  private var archiveStuck: Runbook {
    simple(
      "archive-stuck", "WAL is not archived",
      "While it lasts, everything since is lost with the site. Credentials, certificate of the store, quota, or \"Expected empty archive\" after a copy without a new epoch.",
      commands.living.flatMap {
        [
          .command(commands.kubectl($0, "cnpg status \($0.names.cluster.value) -v")),
          .command(
            commands.kubectl(
              $0,
              "logs -l cnpg.io/cluster=\($0.names.cluster.value) -c plugin-barman-cloud --tail=50")),
        ]
      }, commands.living.map(database.archives),
      onFailure: "another store: a new bucket in the topology, with a new epoch")
  }

  private var replicaLag: Runbook {
    simple(
      "replica-lag", "A passive site falls behind",
      "The alert compares archived WAL of both sites. Causes: the archive of \(active.id), the network between the sites, a missing history file after a promotion, parameters lower than the primary's.",
      passive.map {
        .command(
          commands.kubectl($0, "logs -l cnpg.io/cluster=\($0.names.cluster.value) --tail=50"))
      }, passive.map { database.lag(active, $0) },
      onFailure: "a site that cannot catch up within the retention is rebuilt")
  }

  private var backupStale: Runbook {
    simple(
      "backup-stale", "No base backup for more than a day",
      "Without one a site can seed nobody, and recovery takes long.",
      commands.living.map {
        .command(commands.kubectl($0, "get backups.postgresql.cnpg.io,scheduledbackups"))
      }, commands.living.map { database.hasBackup($0) },
      onFailure: "`kubectl cnpg backup`, and read its status")
  }

  private var redisBackup: Runbook {
    simple(
      "redis-backup-stale", "No backup of Redis",
      "A takeover would restore old jobs, or none.",
      [
        .command(
          commands.kubectl(
            active, "get jobs -l \(SiteComponent.label)=\(SiteComponent.redisBackup.rawValue)")),
        .command(
          commands.kubectl(
            active, "logs -l \(SiteComponent.label)=\(SiteComponent.redisBackup.rawValue) --tail=50"
          )),
      ], [app.lastBackup(active), app.backupsSuspended(active, false)],
      onFailure: "create a job from the CronJob by hand")
  }

  private var appDown: Runbook {
    simple(
      "infisical-down", "Infisical does not answer",
      "First see which part: load balancer, ingress, pods, database. A site that is lost as a whole is a failover, decided by two people.",
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
      "A full store stops archiving, and then the databases. Nothing is deleted by hand: retention belongs to Barman, lifecycle to the store.",
      [.text("Grow the store, or shorten `postgres.backup.retention`, build and commit.")],
      commands.living.map(database.archives), onFailure: "archive-stuck.md")
  }

  private var balancerNode: Runbook {
    simple(
      "lb-node-loss", "A load balancer node is lost",
      "VRRP or DNS leads users to the others. A node that comes back brings the configuration of then: deploy before it takes traffic.",
      commands.deployBalancers, commands.openChecks(active),
      onFailure: "leave it out of VRRP and DNS")
  }

  private var redisRestore: Runbook {
    Runbook(
      id: "redis-restore", title: "Restore Redis where it was lost",
      purpose: [
        "The site lives, its Redis volume is gone or broken. Infisical stops meanwhile; the load balancer answers with an error."
      ],
      steps: [
        RunbookStep(
          id: "V1", title: "Ask for the backup", precondition: "the key of a backup", minutes: 10,
          actions: [
            commands.listRedisBackups(of: active),
            .text("KEY is one of those, with `.rdb.gz` for `.json`."),
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
          onFailure: "another backup: abort and begin again"),
        RunbookStep(
          id: "V3", title: "Serve again", precondition: "V2", minutes: 10,
          actions: commands.commit("advance", "Redis is restored") + commands.apply([active])
            + [commands.forgetRestore(active)],
          checks: [app.isReady(active)] + commands.openChecks(active),
          onFailure: "read the pods' log"),
      ])
  }
}
