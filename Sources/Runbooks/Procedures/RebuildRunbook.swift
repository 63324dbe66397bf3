import Diagnostics
import TopologyModel

/// A site is cloned again from the active one, under a new archive epoch.
struct RebuildRunbook {
  let commands: RunbookCommands
  let site: SiteBlueprint
  let active: SiteBlueprint

  private var name: String { site.id.description }
  private var database: DatabaseChecks { DatabaseChecks(commands: commands) }
  private var removal: ClusterRemoval {
    ClusterRemoval(commands: commands, site: site, prefix: "R")
  }

  /// The living sites, and this one.
  private var everybody: [SiteBlueprint] {
    commands.living.filter { $0.id != site.id } + [site]
  }

  var runbook: Runbook {
    Runbook(
      id: "rebuild-\(name)", title: "Rebuild \(name)",
      purpose: [
        "Copies \(active.id) to \(name) again, for a site that was fenced or whose copy is corrupt. Users are not affected.",
        "A failback afterwards is an ordinary switchover, one full backup interval later at the earliest.",
      ],
      dangers: [
        "R4 deletes the old database of \(name). Keep the snapshot of R2 until the reconciliation is signed off.",
        "Delete nothing before R3 has passed: a self-healing agent would recreate the Cluster under its old epoch, which the archive of the old database refuses (\"Expected empty archive\").",
      ],
      preflight: [
        database.isHealthy(active), database.isPrimary(active), database.archives(active),
        database.hasBackup(active),
      ],
      steps: removal.steps(taking: "rebuild \(name)", "Clear \(name) for its rebuild") + [
        RunbookStep(
          id: "R5", title: "Recreate it with a new archive epoch", precondition: "R4",
          minutes: 120,
          actions: [
            .text(
              "The old Cluster is deleted: give \(name) write credentials again, with new keys (s3-pg-\(name)-rw, s3-redis-\(name)-rw)."
            )
          ] + commands.commit("advance", "Clone \(name) from \(active.id)")
            + commands.apply(everybody),
          checks: [
            database.isReplica(site), database.isHealthy(site), database.isComplete(site),
            database.lag(active, site),
          ],
          onFailure:
            "\"WAL not found\" in the recovery Job: the base backup of \(active.id) needs a segment that is not archived yet; `pg_switch_wal()` there, then delete the Job. \"Expected empty archive\" (in the log of the container plugin-barman-cloud only): the new path is not empty; raise the epoch with another rebuild"
        ),
        RunbookStep(
          id: "R6", title: "Take a base backup", precondition: "R5", minutes: 60,
          actions: commands.baseBackup(site, "rebuild", primary: active),
          checks: [
            RunbookCheck(
              "\(name): the backup is complete",
              commands.field(
                site, "backups.postgresql.cnpg.io", "\(site.names.cluster.value)-rebuild-$STAMP",
                ".status.phase"), .equals("completed"))
          ], onFailure: "repeat it; no other site can be rebuilt from a site without a backup"),
        RunbookStep(
          id: "R7", title: "Make it passive", precondition: "R6", minutes: 10,
          actions: commands.commit("advance", "\(name) is passive") + commands.apply([site]),
          checks: [database.isReplica(site), database.archives(site)],
          onFailure: "the site stays in `rebuilding`"),
        RunbookStep(
          id: "R8", title: "Lift the fence, and keep track of the old archive", precondition: "R7",
          minutes: 10,
          actions: [
            .text(
              "Remove the filter, or whatever fences \(name) externally. Keep the archive of the old epoch until its retention has passed, then delete it manually: no Cluster enforces retention on it any more."
            )
          ], onFailure: "the fence stays in place",
          evidence: "the date on which the old archive will be deleted"),
      ],
      aborts: [
        ("before R4", "the site stays fenced and out of the tree: nothing is lost, continue later"),
        ("after R4", "cannot be aborted: `advance`, or `rebuild` again"),
      ])
  }
}
