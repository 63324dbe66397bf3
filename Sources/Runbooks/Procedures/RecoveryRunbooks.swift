import Diagnostics
import TopologyModel

/// Point-in-time recovery, both patterns.
struct RecoveryRunbooks {
  let commands: RunbookCommands
  let active: SiteBlueprint

  private var name: String { active.id.description }
  private var cluster: String { active.names.cluster.value }
  private var database: DatabaseChecks { DatabaseChecks(commands: commands) }
  private var app: AppChecks { AppChecks(commands: commands) }
  private var removal: ClusterRemoval {
    ClusterRemoval(commands: commands, site: active, prefix: "B")
  }

  private var window: RunbookCheck {
    RunbookCheck(
      "\(name): the archive has a first point of recoverability",
      active.site.postgres.backup.method.value == .plugin
        ? commands.field(
          active, "objectstores.barmancloud.cnpg.io", active.names.archive.value,
          ".status.serverRecoveryWindow['\(active.names.serverName.value)'].firstRecoverabilityPoint"
        )
        : commands.cluster(active, ".status.firstRecoverabilityPoint"), .nonempty)
  }

  /// A second cluster to look at.
  var inspection: Runbook {
    let target = commands.peers(of: active).first ?? active
    let place = target.id.description
    return Runbook(
      id: "pitr-inspect", title: "Inspect earlier data beside the live database",
      purpose: [
        "Recovers an earlier time into a second cluster in \(place). Users are not affected. Use it before every rollback, to find the target time and to check whether restoring a few rows is enough."
      ], preflight: [window, database.archives(active)],
      steps: [
        RunbookStep(
          id: "I1", title: "Create the second cluster", precondition: "P", minutes: 60,
          // A time within the last `archiveTimeout` has no WAL in the archive yet.
          actions: [commands.switchWAL(active)]
            + commands.commit(
              "inspect \(place) --name $STAMP --target-time TIME", "Inspect TIME in \(place)")
            + commands.apply([target]),
          checks: [
            RunbookCheck(
              "\(place): the second cluster is healthy",
              commands.field(
                target, "clusters.postgresql.cnpg.io",
                "\(target.names.cluster.value)-pitr-$STAMP", ".status.phase"),
              .equals("Cluster in healthy state"))
          ],
          onFailure:
            "\"recovery ended before configured recovery target was reached\": the target is later than the last commit, or its WAL is not archived yet: `pg_switch_wal()` in \(name), then delete the recovery Job"
        ),
        RunbookStep(
          id: "I2", title: "Look, export", precondition: "I1", minutes: 60,
          actions: [
            .command(
              commands.kubectl(
                target,
                "cnpg psql \(target.names.cluster.value)-pitr-$STAMP -- -d \(active.site.postgres.database.value) -Atc 'SELECT max(\"createdAt\") FROM audit_logs'"
              ))
          ], onFailure: "use another target: end this inspection first"),
        RunbookStep(
          id: "I3", title: "Remove it", precondition: "I2", minutes: 10,
          actions: commands.commit("advance", "Remove the second cluster")
            + commands.apply([target]) + [commands.removeSideObjects(target)],
          checks: [
            commands.sideObjectsGone(target)
          ], onFailure: "delete it manually"),
      ])
  }

  /// The live database goes back.
  var rollback: Runbook {
    Runbook(
      id: "pitr-rollback", title: "Roll the live database back",
      purpose: [
        "Recovers \(name) to an earlier time, with a new archive epoch. Users lose everything written since; the other sites keep it, fenced, until they are rebuilt."
      ],
      dangers: [
        "Inspect the target in a second cluster first (pitr-inspect.md).",
        "B4 deletes the live Cluster of \(name): only after the agent has applied the commit of B3.",
        "Redis holds jobs for rows that will no longer exist: restore the last backup before the target, or start empty.",
      ], preflight: [window, database.archives(active), database.isPrimary(active)],
      steps: [
        RunbookStep(
          id: "B1", title: "Close the site to users, stop the writers", actor: .both,
          precondition: "P",
          minutes: 15,
          actions: commands.commit("rollback --target-time TIME", "Quiesce for a rollback")
            + commands.deployBalancers + commands.apply(commands.living),
          checks: commands.closedChecks + [app.isStopped(active), database.isQuiet(active)],
          onFailure: database.untilQuiet(active) + "abort"),
        RunbookStep(
          id: "B2", title: "Archive the current state", precondition: "B1", minutes: 10,
          actions: [commands.switchWAL(active)],
          checks: [database.archives(active), database.hasArchived(active)],
          onFailure: "without it, the current state cannot be recovered"),
        RunbookStep(
          id: "B3", title: "Snapshot the volumes, remove the Cluster from the tree",
          precondition: "B2", minutes: 20,
          actions: [
            .command(commands.kubectl(active, "get pvc -l cnpg.io/cluster=\(cluster)")),
            .text("Take a VolumeSnapshot of each volume: B4 deletes them."),
          ] + commands.commit("advance", "Clear \(name) for a rollback") + commands.apply([active]),
          checks: [database.isCleared(active)],
          onFailure: "wait for the agent: it must have applied the commit",
          evidence: "names of the snapshots"),
        RunbookStep(
          id: "B4", title: "Delete the live Cluster", actor: .both, precondition: "B3", minutes: 10,
          actions: removal.deletion, checks: removal.goneChecks,
          onFailure: "check the finalizers: read the operator's log"),
        RunbookStep(
          id: "B5", title: "Recover", precondition: "B4", minutes: 120,
          actions: commands.commit("advance", "Recover \(name)") + commands.apply(commands.living),
          checks: [
            database.isPrimary(active), database.hasSettled(active), database.isComplete(active),
            database.isHealthy(active), app.isStopped(active),
          ],
          onFailure: "read the recovery job's log; the old archive is unchanged"),
        RedisTakeover(
          commands: commands, site: active, id: "B6", precondition: "B5", owner: active,
          choice: "the last one before the target"
        ).step,
        RunbookStep(
          id: "B7", title: "Serve again", precondition: "B6", minutes: 15,
          actions: commands.commit("advance", "Serve users after the rollback")
            + commands.apply([active]) + commands.deployBalancers,
          checks: [app.isReady(active), app.ingressAnswers(active)] + commands.openChecks(active),
          onFailure: "read the pods' logs"),
        RunbookStep(
          id: "B8", title: "Close the operation; rebuild the other sites", precondition: "B7",
          minutes: 10,
          actions: commands.ownReplicas(active)
            + commands.commit("advance", "Close the rollback") + commands.apply([active])
            + commands.forgetRestore(active)
            + commands.baseBackup(active, "rollback", primary: active) + [
              .text(
                "Then rebuild one site after the other: no failover is possible until the first rebuild is done."
              )
            ], checks: [database.hasBackup(active, within: 3600)], onFailure: "repeat the backup"),
      ],
      aborts: [
        (
          "before B3",
          "`redoubt operation \"$TOPOLOGY\" abort -o .`, build, commit, deploy the balancers; \(commands.restart(active))"
        ),
        (
          "after B3",
          "cannot be aborted: from here on only you know whether the Cluster still exists"
        ),
      ])
  }
}
