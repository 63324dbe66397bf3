import Diagnostics
import TopologyModel

/// Upgrades.
struct UpgradeRunbooks {
  let commands: RunbookCommands
  let active: SiteBlueprint

  private var database: DatabaseChecks { DatabaseChecks(commands: commands) }
  private var app: AppChecks { AppChecks(commands: commands) }

  var all: [Runbook] {
    [
      infisical, operators, postgresMinor,
      MajorUpgradeRunbook(commands: commands, active: active).runbook,
    ]
  }

  private var infisical: Runbook {
    Runbook(
      id: "upgrade-infisical", title: "Upgrade Infisical",
      purpose: [
        "`spec.version` changes once, for every site. Migrations run in the active site; passive sites run no pods, so the new image has no effect there."
      ],
      dangers: [
        "Never upgrade during an operation. The old image does not revert a migration: `redoubt build` refuses an older version (TOP909)."
      ],
      preflight: [
        database.isHealthy(active), database.isPrimary(active), database.archives(active),
        database.hasBackup(active), app.isReady(active), app.runsImage(active),
        app.redisIsReady(active), app.lastBackup(active),
      ],
      steps: [
        RunbookStep(
          id: "U1", title: "Read the release notes, back up", precondition: "P", minutes: 60,
          actions: [
            .text(
              "Read the notes of every release in between: https://github.com/Infisical/infisical/releases. Look for required environment variables, for the least PostgreSQL and Redis versions, and for migrations that must not be skipped."
            )
          ] + commands.baseBackup(active, "upgrade", primary: active) + [
            .change(
              commands.kubectl(
                active,
                "create job \(active.names.redisBackup.value)-$STAMP --from=cronjob/\(active.names.redisBackup.value)"
              ))
          ],
          checks: [database.hasBackup(active, within: 7200)], onFailure: "do not continue"),
        RunbookStep(
          id: "U2", title: "Change the version", precondition: "U1", minutes: 30,
          actions: [
            .text("Edit `spec.version`, build, commit."),
            .change("redoubt build \"$TOPOLOGY\" -o ."),
          ] + commands.apply(commands.living),
          checks: [app.isReady(active), app.runsImage(active), app.ingressAnswers(active)],
          onFailure:
            "if a migration failed: restore the time of U1 with pitr-rollback.md, and set the old version in the topology before its step B7"
        ),
        RunbookStep(
          id: "U3", title: "Verify replication", precondition: "U2", minutes: 10,
          actions: [],
          checks: commands.copies(of: active).map { database.lag(active, $0) },
          onFailure: "replica-lag.md"),
      ])
  }

  private var operators: Runbook {
    Runbook(
      id: "upgrade-cnpg", title: "Upgrade CloudNativePG and the Barman plugin",
      purpose: [
        "Upgrade the active site first, then the passive sites: the operator of a replica must not be newer than that of its primary. Set `operators` in the topology to the installed versions."
      ], preflight: commands.living.flatMap { [database.isHealthy($0), database.archives($0)] },
      steps: ([active] + commands.copies(of: active)).enumerated().map {
        position, site in
        RunbookStep(
          id: "U\(position + 1)", title: "Upgrade in \(site.id)",
          precondition: position == 0 ? "P" : "U\(position)", minutes: 45,
          actions: [
            .text("Install the new version's manifests of the operator and the plugin."),
            .command(
              "kubectl --context \(commands.kubeContext(site)) -n \(site.site.network.operatorNamespace.value) rollout status deployment"
            ),
          ],
          checks: [database.isHealthy(site), database.isComplete(site), database.archives(site)],
          onFailure: "wait for the rolling restart; otherwise return to the previous version")
      })
  }

  private var passive: [SiteBlueprint] { commands.copies(of: active) }

  private var postgresMinor: Runbook {
    let order = passive + [active]
    return Runbook(
      id: "upgrade-postgres", title: "Upgrade PostgreSQL within its major version",
      purpose: [
        "Passive sites first: a standby may be newer than its primary within a major version, not the other way round. Each site restarts instance by instance, its primary last."
      ],
      dangers: [
        "Another major version is upgrade-postgres-major.md: CloudNativePG would run pg_upgrade on every copy, where it fails after the pods are gone. `redoubt build` refuses such an edit (TOP905)."
      ],
      preflight: commands.living.flatMap {
        [database.isHealthy($0), database.isComplete($0), database.archives($0)]
      } + [database.hasBackup(active)],
      steps: order.enumerated().map { position, site in
        RunbookStep(
          id: "M\(position + 1)", title: "Upgrade \(site.id)",
          precondition: position == 0 ? "P" : "M\(position)", minutes: 45,
          actions: [
            .text(
              position == order.count - 1
                ? "Set the new `image` under `spec.postgres`, and remove it from the sites; build and commit. Users see errors for seconds, when the primary restarts."
                : "Set the new `image` under `postgres` of \(site.id) only; build and commit."),
            .change("redoubt build \"$TOPOLOGY\" -o ."),
          ] + commands.apply([site]),
          checks: [database.isHealthy(site), database.isComplete(site), database.archives(site)]
            + (site.id == active.id
              ? [database.isPrimary(site), app.isReady(site)] : [database.isReplica(site)]),
          onFailure: "write the previous image back: files of one major version fit both")
      })
  }
}
