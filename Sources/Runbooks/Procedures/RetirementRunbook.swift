import Diagnostics
import TopologyModel

/// A site is taken out of the deployment for good.
struct RetirementRunbook {
  let commands: RunbookCommands
  let site: SiteBlueprint
  let active: SiteBlueprint

  private var name: String { site.id.description }
  private var database: DatabaseChecks { DatabaseChecks(commands: commands) }
  private var removal: ClusterRemoval {
    ClusterRemoval(commands: commands, site: site, prefix: "T")
  }

  var runbook: Runbook {
    Runbook(
      id: "retire-\(name)", title: "Take \(name) out for good",
      purpose: [
        "Removes \(name) from the deployment: its database, then its block in the topology. \(active.id) serves users throughout.",
        "The lock file remembers \(name) and the epoch of its archive: if the name is ever used again, its archive gets a new path.",
      ],
      dangers: [
        "T4 deletes the database of \(name). Until another copy exists, the loss of \(active.id) is a restore from its archive.",
        "A site that cannot be reached stays fenced in the topology, so that it meets its fence, its alerts and dc-return-\(name).md if it ever returns. Retire it once it is reachable again or its machines are destroyed; then T3 needs two people and a reference, `retire \(name) --acknowledged-by A --acknowledged-by B --incident REF` (TOP134), and for destroyed machines their record takes the place of T1, T2, T4 and the check of T5.",
        "A block that is deleted without these steps leaves a Cluster that runs on, unseen: `redoubt build` refuses it.",
      ],
      preflight: [
        database.isHealthy(active), database.isPrimary(active), database.archives(active),
        database.hasBackup(active),
      ],
      steps: removal.steps(taking: "retire \(name)", "Retire \(name)") + [
        RunbookStep(
          id: "T5", title: "Close the operation", precondition: "T4", minutes: 10,
          actions: commands.commit("advance", "\(name) is retired") + commands.apply([site]),
          checks: [database.isCleared(site)], onFailure: "repeat T4"),
        RunbookStep(
          id: "T6", title: "Remove the block", precondition: "T5", minutes: 15,
          actions: [
            .text(
              "Delete the block of \(name) under `sites` in the topology, its buckets under `objectStores`, and what names it under `globalLB`; then build, commit and apply. What the tree had for \(name) is deleted from the repository; delete the namespace in the cluster of \(name) once nothing else is in it."
            )
          ], onFailure: "`redoubt build` says what still names \(name)"),
        RunbookStep(
          id: "T7", title: "Keep the archive until its retention has passed", precondition: "T6",
          minutes: 5,
          actions: [
            .text(
              "Revoke the write credentials of \(name). Delete its buckets manually when the retention has passed: no Cluster enforces it any more."
            )
          ], onFailure: "nothing depends on it",
          evidence: "the date on which the archive will be deleted"),
      ],
      aborts: [
        (
          "before T4",
          "`advance`, then `rebuild \(name)`: the site is cloned again under a new archive epoch"
        ),
        ("after T4", "the same"),
      ])
  }
}
