import Diagnostics
import TopologyModel

/// What to do when an alert fires: one runbook for each.
struct AlertRunbooks {
  let commands: RunbookCommands
  let active: SiteBlueprint

  private var database: DatabaseChecks { DatabaseChecks(commands: commands) }
  private var app: AppChecks { AppChecks(commands: commands) }
  private var passive: [SiteBlueprint] { commands.copies(of: active) }

  var all: [Runbook] {
    [
      certificates, storageFull, archiveStuck, replicaLag, backupStale, redisBackup, appDown,
      capacity, balancerNode, redisRestore, redisFull, redisDamaged,
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
      } + balancerCertificates,
      commands.living.map { site in
        RunbookCheck(
          "\(site.id): the certificate of \(commands.host) is valid",
          commands.certificateEnd(site), .ahead(14 * 86400), rule: "ING-006")
      }, onFailure: "issue it manually; HTTP-01 cannot succeed in a passive site")
  }

  /// Balancers that end TLS have the certificate as a file, which no issuer renews.
  private var balancerCertificates: [RunbookStep.Action] {
    let balancer = commands.topology.globalLB
    guard balancer.tls.value != .passthrough, balancer.engine.value != .external else { return [] }
    return [
      .text(
        "The load balancers end TLS: put the new certificate with its key into `\(balancer.files.certificate.value)` on every node, then reload."
      )
    ] + commands.deployBalancers
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
      onFailure:
        "restore the store, or its copy, under the same endpoint and bucket names; a live archive does not move (TOP446)"
    )
  }

  private var replicaLag: Runbook {
    simple(
      "replica-lag", "A passive site falls behind",
      "The replica does not replay WAL fast enough, or receives none. Where one Prometheus sees both sites, an idle \(active.id) raises no alert; elsewhere it may: compare the positions below. Causes: the archive of \(active.id), the network between the sites, a missing history file after a promotion, parameters lower than the primary's.",
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
            .text(
              "KEY is one of the listed keys, with `.rdb.gz` instead of `.json`, or `empty:$STAMP` for an empty Redis: queues and sessions are lost then."
            ),
            .command("export \(RunbookVariable.restoreSource.rawValue)=KEY"),
          ]
            + commands.commit(
              "redis-restore --backup \"\(RunbookVariable.restoreSource.reference)\"",
              "Restore Redis"
            )
            + commands.apply([active]), checks: [app.isStopped(active)],
          onFailure: "abort"),
        RunbookStep(
          id: "V2", title: "Restart Redis", precondition: "V1", minutes: 10,
          actions: commands.restartRedis(active),
          checks: [app.redisIsReady(active)]
            + app.redisRestored(active, from: RunbookVariable.restoreSource.reference),
          onFailure: "use another backup: abort and start again"),
        RunbookStep(
          id: "V3", title: "Serve again", precondition: "V2", minutes: 10,
          actions: commands.commit("advance", "Redis is restored") + commands.apply([active])
            + commands.startByHand(active) + commands.forgetRestore(active),
          checks: [app.isReady(active)] + commands.openChecks(active),
          onFailure: "read the pods' logs"),
      ])
  }

  private var redisFull: Runbook {
    let pod = "\(active.names.redis.value)-0"
    let claim = "data-\(pod)"
    return Runbook(
      id: "redis-full", title: "Redis runs out of memory or of space",
      purpose: [
        "Redis refuses writes when its memory is used up (`noeviction`: an evicted job would be lost), and stops when its volume is full, which needs room for a second copy while the append-only file is rewritten."
      ],
      dangers: [
        "The volume template of a StatefulSet cannot be changed: a commit with another `redis.storageSize` is refused by the API server until W2 has deleted the StatefulSet. Its pod and its volume stay."
      ],
      steps: [
        RunbookStep(
          id: "W1", title: "Find what fills it", precondition: "the alert", minutes: 15,
          actions: [
            .command(
              commands.kubectl(active, "exec \(pod) -c redis -- sh -c '\(Self.client) info memory'")
            ),
            .command(commands.kubectl(active, "exec \(pod) -c redis -- df -h /data")),
            .text(
              "More memory is `redis.memory` in the topology: one commit, one restart. A backlog of jobs is a fault of Infisical or of what it calls: read its logs first."
            ),
          ], onFailure: "redis-damaged.md if the server does not answer"),
        RunbookStep(
          id: "W2", title: "Enlarge the volume", precondition: "W1; SIZE is larger than now",
          minutes: 30,
          actions: [
            .change(
              commands.kubectl(
                active,
                "patch pvc \(claim) --type merge -p '{\"spec\":{\"resources\":{\"requests\":{\"storage\":\"SIZE\"}}}}'"
              )),
            .change(
              commands.kubectl(
                active, "delete statefulset \(active.names.redis.value) --cascade=orphan")),
            .text("Set `redis.storageSize: SIZE` in the topology, build and commit."),
          ] + commands.apply([active]),
          checks: [app.redisIsReady(active)],
          onFailure:
            "a StorageClass without `allowVolumeExpansion` cannot enlarge: restore the newest backup into a new volume with redis-restore.md"
        ),
      ])
  }

  private var redisDamaged: Runbook {
    let pod = "\(active.names.redis.value)-0"
    return Runbook(
      id: "redis-damaged", title: "Redis does not start",
      purpose: [
        "After a crash of its node, the end of the append-only file can be incomplete, and a damaged file keeps Redis in CrashLoopBackOff. Infisical is ready without Redis, but runs no jobs and serves no sessions."
      ],
      steps: [
        RunbookStep(
          id: "A1", title: "Find out why", precondition: "the alert", minutes: 10,
          actions: [
            .command(commands.kubectl(active, "describe pod \(pod)")),
            .command(commands.kubectl(active, "logs \(pod) -c redis --previous")),
            .text(
              "\"Bad file format reading the append only file\" is A2. A full volume is redis-full.md. Killed while it loads: the startup limit follows `redis.memory`, so build with the present release."
            ),
          ], onFailure: "A3"),
        RunbookStep(
          id: "A2", title: "Repair the append-only file", precondition: "A1", minutes: 20,
          actions: [
            .change(
              commands.kubectl(
                active,
                "debug \(pod) -it --copy-to=\(pod)-repair --container=redis --share-processes=false -- sh"
              )),
            .text(
              "A copy of the pod cannot mount a ReadWriteOnce volume on another node: scale the StatefulSet to 0 first where the copy stays Pending. In the shell: `cp -a /data/appendonlydir /data/appendonlydir.before`, then `redis-check-aof --fix /data/appendonlydir/appendonly.aof.manifest`, which cuts the file at the first command that it cannot read, and says how much that is. Leave the shell and delete the copy."
            ),
            .change(commands.kubectl(active, "delete pod \(pod)-repair")),
          ] + commands.restartRedis(active), checks: [app.redisIsReady(active)],
          onFailure: "A3"),
        RunbookStep(
          id: "A3", title: "Restore the newest backup", precondition: "A2 has failed", minutes: 30,
          actions: [.text("Follow redis-restore.md: jobs since the backup are lost.")],
          onFailure:
            "without any backup, start empty: `\(commands.kubectl(active, "create configmap \(active.names.redisRestore.value) --from-literal=id=empty:$STAMP"))`, then delete the pod; queued jobs and sessions are lost",
          evidence: "what was cut or lost"),
      ])
  }

  /// The client inside the pod, with TLS where the server has it.
  private static let client =
    #"redis-cli ${REDIS_TLS_CA:+--tls --cacert "$REDIS_TLS_CA"}"#
}
