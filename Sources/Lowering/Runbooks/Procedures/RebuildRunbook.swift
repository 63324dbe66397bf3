import Diagnostics
import TopologyModel

/// Architecture sections 2.7 and 3.3.
struct RebuildRunbook {
  let context: RunbookContext
  let site: Site
  let active: Site

  private var name: String { site.id.value.description }
  private var database: DatabaseChecks { DatabaseChecks(context: context) }
  private var app: AppChecks { AppChecks(context: context) }

  /// The living sites, and this one.
  private var everybody: [Site] {
    context.living.filter { $0.id != site.id } + [site]
  }

  var runbook: Runbook {
    Runbook(
      id: "rebuild-\(name)", title: "Rebuild \(name)",
      purpose: [
        "Copies \(active.id.value) to \(name) again, for a site that was fenced or whose copy is broken. Users notice nothing.",
        "A failback afterwards is an ordinary switchover, at the earliest one full backup interval later.",
      ],
      dangers: [
        "R4 deletes the old database of \(name). Keep the snapshot of R2 until the reconciliation is signed.",
        "Delete nothing before R3 has passed: an agent that heals would create the Cluster again, empty, and write into the old archive.",
      ],
      preflight: [
        database.isHealthy(active), database.isPrimary(active), database.archives(active),
        database.hasBackup(active),
      ],
      steps: [
        RunbookStep(
          id: "R1", title: "Confirm that \(name) is dark", actor: .both, precondition: "P",
          minutes: 10,
          actions: [.command(context.kubectl(site, "get pods"))],
          checks: [app.isStopped(site)],
          onFailure: "back to the fence of F2"),
        RunbookStep(
          id: "R2", title: "Snapshot the volumes", precondition: "R1", minutes: 30,
          actions: [
            .command(
              context.kubectl(site, "get pvc -l cnpg.io/cluster=\(context.cluster(site))")),
            .text(
              "Take a VolumeSnapshot of each, or set the PersistentVolumes' reclaim policy to Retain; the lost tail may be needed."
            ),
          ], onFailure: "export what the business needs first", evidence: "names of the snapshots"),
        RunbookStep(
          id: "R3", title: "Take the Cluster out of the tree", precondition: "R2", minutes: 10,
          actions: context.commit("rebuild \(name)", "Clear \(name) for its rebuild")
            + context.apply([site]),
          checks: [database.isCleared(site)], onFailure: "wait for the agent: it must have it"),
        RunbookStep(
          id: "R4", title: "Delete the old Cluster", actor: .both, precondition: "R3", minutes: 10,
          actions: [
            .change(context.kubectl(site, "delete cluster \(context.cluster(site))")),
            .change(
              context.kubectl(site, "delete scheduledbackup \(context.cluster(site))-base")),
          ],
          checks: [
            RunbookCheck(
              "\(name): the Cluster is gone",
              context.get(
                site, "clusters.postgresql.cnpg.io", context.cluster(site), "--ignore-not-found",
                "-o", "name"), .empty),
            RunbookCheck(
              "\(name): its volumes are gone",
              context.get(
                site, "pvc", "-l", "cnpg.io/cluster=\(context.cluster(site))", "-o", "name"),
              .empty),
          ], onFailure: "finalizers: read the operator's log"),
        RunbookStep(
          id: "R5", title: "Create it anew, under a new archive epoch", precondition: "R4",
          minutes: 120,
          actions: [
            .text(
              "The old Cluster is gone: give \(name) write credentials again, under new keys (s3-pg-\(name)-rw, s3-redis-\(name)-rw)."
            )
          ] + context.commit("advance", "Clone \(name) from \(active.id.value)")
            + context.apply(everybody),
          checks: [
            database.isReplica(site), database.isHealthy(site), database.isComplete(site),
            database.lag(active, site),
          ],
          onFailure:
            "\"Expected empty archive\": the new path holds files; raise the epoch by another rebuild"
        ),
        RunbookStep(
          id: "R6", title: "Its own base backup", precondition: "R5", minutes: 60,
          actions: [
            .change(
              context.kubectl(
                site,
                "cnpg backup \(context.cluster(site)) --backup-name \(context.cluster(site))-rebuild-$STAMP --method=plugin --plugin-name=barman-cloud.cloudnative-pg.io"
              ))
          ],
          checks: [
            RunbookCheck(
              "\(name): the backup is complete",
              context.field(
                site, "backups.postgresql.cnpg.io", "\(context.cluster(site))-rebuild-$STAMP",
                ".status.phase"), .equals("completed"))
          ], onFailure: "repeat; a site without a backup can seed nobody"),
        RunbookStep(
          id: "R7", title: "Make it passive", precondition: "R6", minutes: 10,
          actions: context.commit("advance", "\(name) is passive") + context.apply([site]),
          checks: [database.isReplica(site), database.archives(site)],
          onFailure: "it stays rebuilding"),
        RunbookStep(
          id: "R8", title: "Lift the fence, and remember the old archive", precondition: "R7",
          minutes: 10,
          actions: [
            .text(
              "Take the filter, or whatever fences \(name) from outside, away. The archive of the old epoch is kept until its retention is over and then deleted by hand: no Cluster enforces retention on it any more."
            )
          ], onFailure: "the fence stays", evidence: "date on which the old archive goes"),
      ],
      aborts: [
        ("before R4", "the site stays fenced and out of the tree: nothing is lost, go on later"),
        ("after R4", "only forward: `advance`, or `rebuild` again"),
      ])
  }
}
