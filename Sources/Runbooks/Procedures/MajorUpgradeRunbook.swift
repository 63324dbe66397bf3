import Diagnostics
import TopologyModel

/// PostgreSQL goes to another major version, and back if that fails.
struct MajorUpgradeRunbook {
  let commands: RunbookCommands
  let active: SiteBlueprint

  private var name: String { active.id.description }
  private var database: DatabaseChecks { DatabaseChecks(commands: commands) }
  private var app: AppChecks { AppChecks(commands: commands) }
  /// The sites with a copy.
  private var copies: [SiteBlueprint] { commands.peers(of: active) }

  private func removal(of site: SiteBlueprint) -> ClusterRemoval {
    ClusterRemoval(commands: commands, site: site, prefix: "J")
  }

  /// What the running Cluster says of its files, after the upgrade or the return.
  private var runsImage: RunbookCheck {
    RunbookCheck(
      "\(name): the data directory belongs to the image in the topology",
      commands.cluster(active, ".status.pgDataImageInfo.image"),
      .equals(active.site.postgres.image.value.description))
  }

  private var works: [RunbookCheck] {
    [
      database.isHealthy(active), database.isPrimary(active), database.isComplete(active),
      database.hasSettled(active), database.archives(active), runsImage, app.isStopped(active),
    ]
  }

  var runbook: Runbook {
    Runbook(
      id: "upgrade-postgres-major", title: "Upgrade PostgreSQL to another major version",
      purpose: [
        "Users see no service from J2 to J8. CloudNativePG stops the Cluster of \(name), runs pg_upgrade and starts it again; the database gets a new system identifier, so its archive gets a new path and every copy is made again.",
        "Practise it first on a copy: pitr-inspect.md makes one.",
      ],
      dangers: [
        "No failover is possible from J5 until the first site is rebuilt in J10: until then, the archive is the only other copy of the data.",
        "J11 to J14 return to the old version with what J3 archived. Anything written after J8 is lost in that case: leave the operation open only as long as that is acceptable.",
      ],
      preflight: [
        database.isHealthy(active), database.isPrimary(active), database.isComplete(active),
        database.archives(active), database.hasBackup(active), app.isReady(active),
      ],
      steps: preparing + upgrading + serving + returning,
      aborts: [
        (
          "before J4 is applied",
          "`abort`, build, commit, deploy the balancers\(scaling): nothing has changed"
        ),
        (
          "before J6 is applied",
          "the same; then `rebuild` the sites whose Clusters were deleted"
        ),
        ("from J6 to J8", "J11 to J14"),
        (
          "after J9",
          "cannot be aborted. The archive of the old version stays: a Cluster of that version can be recovered from it beside this one, and data copied with pg_dump"
        ),
      ])
  }

  private var scaling: String {
    active.site.app.hpa.enabled.value ? "; \(commands.restart(active))" : ""
  }

  private var preparing: [RunbookStep] {
    [
      RunbookStep(
        id: "J1", title: "List the extensions, pull the image", precondition: "P", minutes: 30,
        actions: [
          .command(
            commands.psql(active, "SELECT extname, extversion FROM pg_extension ORDER BY 1")),
          .text(
            "The new image must contain every extension of the list, for the same operating system. Read the migration notes of each major version in between: https://www.postgresql.org/docs/release/."
          ),
        ], onFailure: "do not continue"),
      RunbookStep(
        id: "J2", title: "Close the site to users, stop the writers", actor: .both,
        precondition: "J1", minutes: 15,
        actions: commands.commit("postgres-upgrade --image IMAGE", "Quiesce for an upgrade")
          + commands.deployBalancers + commands.apply(commands.living),
        checks: commands.closedChecks + [app.isStopped(active), database.isQuiet(active)],
        onFailure: "abort"),
      RunbookStep(
        id: "J3", title: "Base backup, and all WAL in the archive", precondition: "J2",
        minutes: 60,
        actions: commands.baseBackup(active, "major", primary: active),
        checks: [database.hasBackup(active, within: 7200), database.hasArchived(active)],
        onFailure: "abort: without this backup, the upgrade cannot be reverted"),
      RunbookStep(
        id: "J4", title: "Take the copies out of the tree", actor: .both, precondition: "J3",
        minutes: 15,
        actions: commands.commit("advance", "Clear the copies for an upgrade")
          + commands.apply(copies),
        checks: copies.map(database.isCleared),
        onFailure: "wait for the agents: each must have applied the commit"),
      RunbookStep(
        id: "J5", title: "Delete the copies", actor: .both, precondition: "J4", minutes: 15,
        actions: copies.isEmpty
          ? [.text("There are none.")] : copies.flatMap { removal(of: $0).deletion },
        checks: copies.flatMap { removal(of: $0).goneChecks },
        onFailure: "check the finalizers: read the operator's log"),
    ]
  }

  private var upgrading: [RunbookStep] {
    [
      RunbookStep(
        id: "J6", title: "Upgrade \(name)", actor: .both, precondition: "J5", minutes: 120,
        actions: commands.commit("advance", "Upgrade PostgreSQL of \(name)")
          + commands.apply([active]),
        checks: works,
        onFailure:
          "read the log of the Job \(active.names.cluster.value)-…-major-upgrade; then J11 to J14"
      ),
      RunbookStep(
        id: "J7", title: "Statistics, and a first base backup", precondition: "J6", minutes: 60,
        actions: [
          .change(
            commands.kubectl(
              active,
              "cnpg psql \(active.names.cluster.value) -- -d \(active.site.postgres.database.value) -c ANALYZE"
            ))
        ] + commands.baseBackup(active, "upgraded", primary: active),
        checks: [database.hasBackup(active, within: 7200)],
        onFailure:
          "repeat it: without statistics queries are slow, without a backup nothing can be rebuilt"
      ),
    ]
  }

  private var serving: [RunbookStep] {
    [
      RunbookStep(
        id: "J8", title: "Serve again", precondition: "J7", minutes: 15,
        actions: commands.commit("advance", "Serve users after the upgrade")
          + commands.apply([active]) + commands.deployBalancers,
        checks: [app.isReady(active), app.ingressAnswers(active)] + commands.openChecks(active),
        onFailure: "read the pods' logs; J11 to J14 if the new version is the cause"),
      RunbookStep(
        id: "J9", title: "Close the operation", precondition: "J8", minutes: 10,
        actions: commands.ownReplicas(active) + commands.commit("advance", "Close the upgrade")
          + commands.apply([active]),
        checks: [app.isReady(active)], onFailure: "repeat it"),
      RunbookStep(
        id: "J10", title: "Make the copies again", precondition: "J9", minutes: 150,
        actions: copies.isEmpty
          ? [.text("There are none.")]
          : copies.map {
            .text("Follow rebuild-\($0.id).md, one site after the other; R2 and R4 find nothing.")
          },
        checks: copies.map(database.isReplica),
        onFailure: "no failover is possible until a site is rebuilt"),
    ]
  }

  private var returning: [RunbookStep] {
    [
      RunbookStep(
        id: "J11", title: "Only to return: take the Cluster out of the tree", actor: .both,
        precondition: "J6 to J8, J9 was never applied", minutes: 20,
        actions: commands.commit("abort", "Return to the old version") + commands.deployBalancers
          + commands.apply([active]),
        checks: commands.closedChecks + [app.isStopped(active), database.isCleared(active)],
        onFailure: "wait for the agent: it must have applied the commit"),
      RunbookStep(
        id: "J12", title: "Only to return: delete the Cluster", actor: .both, precondition: "J11",
        minutes: 10, actions: removal(of: active).deletion, checks: removal(of: active).goneChecks,
        onFailure: "check the finalizers: read the operator's log"),
      RunbookStep(
        id: "J13", title: "Only to return: recover the old version", precondition: "J12",
        minutes: 120,
        actions: commands.commit("advance", "Recover the old version of \(name)")
          + commands.apply([active]),
        checks: works,
        onFailure: "read the recovery Job's log; the archive of J3 is unchanged"),
      RunbookStep(
        id: "J14", title: "Only to return: serve again, close the operation", precondition: "J13",
        minutes: 30,
        actions: [
          .text(
            "If users wrote after J8, Redis holds jobs for rows that no longer exist: once the operation is closed, follow redis-restore.md with the last backup before J2, or start empty."
          )
        ] + commands.commit("advance", "Serve users with the old version")
          + commands.apply([active]) + commands.deployBalancers
          + commands.baseBackup(active, "returned", primary: active)
          + commands.ownReplicas(active) + commands.commit("advance", "Close the upgrade")
          + commands.apply([active]),
        checks: [app.isReady(active), app.ingressAnswers(active)] + commands.openChecks(active)
          + [database.hasBackup(active, within: 7200)],
        onFailure: "read the pods' logs; then J10"),
    ]
  }
}
