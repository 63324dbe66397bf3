import Diagnostics
import TopologyModel

/// The active site begins a new archive, because its old one is lost, damaged or given up.
struct NewArchiveRunbook {
  let commands: RunbookCommands
  let active: SiteBlueprint

  private var name: String { active.id.description }
  private var database: DatabaseChecks { DatabaseChecks(commands: commands) }

  var runbook: Runbook {
    Runbook(
      id: "new-archive", title: "Begin a new archive for \(name)",
      purpose: [
        "For an object store that is lost, or an archive that is damaged. Users are not affected.",
        "While WAL cannot be archived, PostgreSQL keeps it: what the old archive refused is the first that the new one gets. A copy that had replayed up to there goes on by itself; any other waits for ever, and is rebuilt.",
      ],
      dangers: [
        "Until A3 has passed, nothing can be restored, and a failover loses what no copy has replayed.",
        "The volume for WAL fills up meanwhile: \(active.site.postgres.walSize.value) in \(name).",
        "Where the store still answers, do not do this: rebuild a passive site into the new store and switch over to it.",
      ],
      preflight: [database.isPrimary(active), database.isComplete(active)],
      steps: [
        RunbookStep(
          id: "A1", title: "Prepare the place", precondition: "P", minutes: 30,
          actions: [
            .text(
              "A bucket with versioning and, for each site, a login as verify-secrets.sh expects it. In the topology only the place of the archive of \(name) may change, and only in the commit of A2."
            )
          ], onFailure: "the old archive stays in force"),
        RunbookStep(
          id: "A2", title: "Begin the new archive", actor: .both, precondition: "A1", minutes: 20,
          actions: commands.commit(
            "new-archive", "Begin a new archive for \(name)",
            edits: [
              .text(
                "Now move the archive of \(name), if it gets another place: another bucket, or its bucket under another store. The archives of the other sites stay where they are; each moves when its site is rebuilt."
              )
            ]) + commands.apply(commands.living) + [commands.switchWAL(active)],
          checks: [
            database.isPrimary(active), database.archives(active), database.hasArchived(active),
          ],
          onFailure:
            "read the log of the container plugin-barman-cloud: login, certificate, name of the bucket"
        ),
        RunbookStep(
          id: "A3", title: "Take a base backup, close the operation", precondition: "A2",
          minutes: 90,
          actions: commands.baseBackup(active, "archive", primary: active)
            + commands.commit("advance", "The new archive of \(name) is complete")
            + commands.apply(commands.living),
          checks: [database.hasBackup(active, within: 7200), database.hasArchived(active)],
          onFailure: "repeat the backup: until then there is nothing to restore from"),
        RunbookStep(
          id: "A4", title: "Check the copies", precondition: "A3", minutes: 30,
          actions: [.text("A copy that does not catch up is rebuilt: rebuild-SITE.md.")],
          checks: commands.copies(of: active).map { database.lag(active, $0) },
          onFailure: "rebuild the site; do not fail over to it"),
      ],
      aborts: [
        ("before A2 is applied", "revert the edits: nothing has changed"),
        ("after A2", "cannot be aborted: WAL is already in the new archive"),
      ])
  }
}
