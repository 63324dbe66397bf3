import Diagnostics
import TopologyModel

/// Upgrades and rotations.
struct MaintenanceRunbooks {
  let commands: RunbookCommands
  let active: SiteBlueprint

  private var database: DatabaseChecks { DatabaseChecks(commands: commands) }
  private var app: AppChecks { AppChecks(commands: commands) }

  var all: [Runbook] {
    [infisical, operators, databasePassword, encryptionKey, storeCredentials]
  }

  private var infisical: Runbook {
    Runbook(
      id: "upgrade-infisical", title: "Upgrade Infisical",
      purpose: [
        "`spec.version` changes once, for every site. Migrations run in the active site; passive sites run no pods, so the new image has no effect there."
      ], dangers: ["Never upgrade during an operation. The old image does not revert a migration."],
      preflight: [database.isHealthy(active), database.hasBackup(active), app.isReady(active)],
      steps: [
        RunbookStep(
          id: "U1", title: "Base backup", precondition: "P", minutes: 60,
          actions: commands.baseBackup(active, "upgrade", primary: active),
          checks: [database.hasBackup(active, within: 7200)], onFailure: "do not continue"),
        RunbookStep(
          id: "U2", title: "Change the version", precondition: "U1", minutes: 30,
          actions: [
            .text("Edit `spec.version`, build, commit."),
            .change("redoubt build \"$TOPOLOGY\" -o ."),
          ] + commands.apply(commands.living),
          checks: [app.isReady(active), app.runsImage(active), app.ingressAnswers(active)],
          onFailure:
            "if a migration failed: restore the time of U1 with pitr-rollback.md, then use the old image"
        ),
        RunbookStep(
          id: "U3", title: "Verify replication", precondition: "U2", minutes: 10,
          actions: [],
          checks: commands.living.filter { $0.id != active.id }.map { database.lag(active, $0) },
          onFailure: "replica-lag.md"),
      ])
  }

  private var operators: Runbook {
    Runbook(
      id: "upgrade-cnpg", title: "Upgrade CloudNativePG and the Barman plugin",
      purpose: [
        "Upgrade the active site first, then the passive sites: the operator of a replica must not be newer than that of its primary. Set `operators` in the topology to the installed versions."
      ], preflight: commands.living.flatMap { [database.isHealthy($0), database.archives($0)] },
      steps: ([active] + commands.living.filter { $0.id != active.id }).enumerated().map {
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

  private var databasePassword: Runbook {
    Runbook(
      id: "rotate-db-password", title: "Rotate the database owner's password",
      purpose: [
        "Change the Secret in every site first: at a promotion, CloudNativePG sets the password from the Secret of that site."
      ], preflight: commands.living.map(database.isHealthy),
      steps: [
        RunbookStep(
          id: "Q1", title: "Change the Secret everywhere", precondition: "P", minutes: 15,
          actions: commands.living.map {
            .change(
              commands.kubectl(
                $0,
                "label secret \($0.site.secrets.database.value) cnpg.io/reload='' --overwrite"))
          } + [
            .text(
              "Change `password` through the provider of the Secrets; do not type it in a shell.")
          ],
          checks: [
            RunbookCheck(
              "all sites have the same secrets", .compareSecrets,
              .contains("checks passed"))
          ], onFailure: "change it back in every site"),
        RunbookStep(
          id: "Q2", title: "Restart Infisical", precondition: "Q1", minutes: 15,
          actions: [
            .change(commands.kubectl(active, "rollout restart deployment \(commands.app)"))
          ], checks: [app.isReady(active), app.ingressAnswers(active)],
          onFailure: "check whether the operator has set the password: log of the primary"),
      ])
  }

  private var encryptionKey: Runbook {
    Runbook(
      id: "rotate-encryption-key", title: "Rotate ENCRYPTION_KEY",
      purpose: [
        "Not possible by changing the Secret: everything in the database is encrypted with it, and Infisical does not re-encrypt at startup. Ask the vendor for a migration.",
        "https://infisical.com/docs/self-hosting/configuration/envs",
      ], dangers: ["A changed key makes every secret unreadable in every site."])
  }

  private var storeCredentials: Runbook {
    Runbook(
      id: "s3-credential-rotation", title: "Rotate the credentials of the object stores",
      purpose: [
        "Each site and purpose has its own credentials; two keys are valid at the same time for a while."
      ],
      preflight: commands.living.map(database.archives),
      steps: [
        RunbookStep(
          id: "K1", title: "Create second keys", precondition: "P", minutes: 20,
          actions: [.text("At the store, with the same policy (stores/ of this tree).")],
          onFailure: "nothing has changed"),
        RunbookStep(
          id: "K2", title: "Change the Secrets", precondition: "K1", minutes: 20,
          actions: [
            .text(
              "s3-pg-SITE-rw, s3-pg-SITE-ro, s3-redis-SITE-rw, s3-redis-SITE-ro, in every site that has them."
            )
          ], checks: commands.living.map(database.archives),
          onFailure: "the old keys are still valid: change back"),
        RunbookStep(
          id: "K3", title: "Delete the old keys", precondition: "K2, and one backup of each kind",
          minutes: 10, actions: [.text("At the store.")],
          checks: commands.living.map { database.hasBackup($0) },
          onFailure: "find the Secret that was missed"),
      ])
  }
}
