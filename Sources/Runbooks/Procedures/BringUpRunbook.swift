import Diagnostics
import TopologyModel

/// From nothing to every site, and a site that comes later.
struct BringUpRunbook {
  let commands: RunbookCommands
  let active: SiteBlueprint

  private var database: DatabaseChecks { DatabaseChecks(commands: commands) }
  private var app: AppChecks { AppChecks(commands: commands) }
  private var preflight: Preflight { Preflight(commands: commands) }
  private var others: [SiteBlueprint] { commands.peers(of: active) }

  var runbook: Runbook {
    Runbook(
      id: "bring-up", title: "Bring up the deployment, or add a site",
      purpose: [
        "The active site comes first. A passive site copies a base backup, which must exist before its Cluster is created: until then `hold: true` on the site keeps the Cluster out of the tree, so that no recovery Job fails for ever.",
        "A site that is added later is Z6 alone, with `role: passive` and `hold: true` in its first commit.",
      ],
      dangers: [
        "ENCRYPTION_KEY exists before the first start, and in escrow: without it no backup can be read."
      ],
      preflight: commands.unfenced.flatMap(preflight.cluster),
      steps: [
        RunbookStep(
          id: "Z1", title: "Prepare stores and Secrets", actor: .both, precondition: "P",
          minutes: 120,
          actions: [
            .text(
              "Object stores: stores/*/README.md. Secrets: secrets/*/README.md, the same values in every site where it says so. Escrow: ENCRYPTION_KEY and AUTH_SECRET, in none of the sites."
            )
          ],
          checks: commands.unfenced.flatMap { preflight.holdsSecrets($0, withPeerCopies: false) }
            + [
              RunbookCheck(
                "all sites have the same secrets", .compareSecrets, .contains("checks passed"))
            ], onFailure: "nothing runs yet", evidence: "where the keys are in escrow"),
        RunbookStep(
          id: "Z2", title: "Apply the tree, with the passive sites held", precondition: "Z1",
          minutes: 60,
          actions: [
            .text("`hold: true` on every passive site of the topology."),
            .change("redoubt build \"$TOPOLOGY\" -o ."),
            .change("git add --all && git commit -m \"Bring up \(commands.app)\" && git push"),
          ] + wiring + commands.apply(commands.unfenced),
          checks: [
            database.isHealthy(active), database.isPrimary(active), database.isComplete(active),
            database.archives(active),
          ],
          onFailure:
            "\"Expected empty archive\" in the log of the container plugin-barman-cloud: the bucket holds another Cluster's archive; use an empty path. Read archive-stuck.md for everything else"
        ),
        RunbookStep(
          id: "Z3", title: "First base backup", precondition: "Z2", minutes: 60,
          actions: commands.baseBackup(active, "first", primary: active),
          checks: [database.hasBackup(active, within: 7200), database.hasArchived(active)],
          onFailure: "no other site can be made from a site without a backup"),
        RunbookStep(
          id: "Z4", title: "Open Infisical for its administrators", actor: .both,
          precondition: "Z2", minutes: 30,
          actions: [
            .text(
              "Create the first administrator at the ingress of \(active.id), before anybody else can; keep the login in escrow."
            )
          ],
          checks: [app.redisIsReady(active), app.isReady(active), app.ingressAnswers(active)],
          onFailure: "read the logs of the pods: migrations wait for the database"),
        RunbookStep(
          id: "Z5", title: "Deploy the load balancers", precondition: "Z4", minutes: 30,
          actions: commands.deployBalancers, checks: commands.openChecks(active),
          onFailure: "keep users out until every node answers"),
      ] + joining + [
        RunbookStep(
          id: "Z7", title: "Prove it", actor: .both, precondition: "Z6", minutes: 300,
          actions: [
            .text(
              "Follow backup-drill.md and dr-drill.md, and write their dates under `drills`: a copy that was never promoted is a hope."
            )
          ], onFailure: "treat it as an incident before anybody depends on the deployment")
      ])
  }

  /// What makes the agents of every cluster follow the tree, once.
  private var wiring: [RunbookStep.Action] {
    switch commands.topology.gitops.engine.value {
    case .kustomize: []
    case .argocd:
      commands.unfenced.map {
        .change(
          "kubectl --context \(commands.kubeContext($0)) apply -f gitops/argocd/\($0.id)")
      }
    case .flux:
      commands.unfenced.map {
        .change("kubectl --context \(commands.kubeContext($0)) apply -f gitops/flux/\($0.id)")
      }
    }
  }

  private var joining: [RunbookStep] {
    guard !others.isEmpty else { return [] }
    return [
      RunbookStep(
        id: "Z6", title: "Release the passive sites, one after the other", precondition: "Z3",
        minutes: 120,
        actions: [
          .text(
            "Where sites stream from each other, first copy the certificates that CloudNativePG has made by now (secrets/SITE/README.md lists them). Then remove `hold` from one site, build and commit."
          ),
          .change("redoubt build \"$TOPOLOGY\" -o ."),
        ] + commands.apply(others),
        checks: others.flatMap {
          [
            database.isReplica($0), database.isHealthy($0), database.isComplete($0),
            database.lag(active, $0), app.isDesired($0, "0"), app.isStopped($0),
          ]
        },
        onFailure:
          "a recovery Job that failed is not tried again: find the cause in its log, then delete the Cluster of the new site (never that of \(active.id)); the agent creates it again"
      )
    ]
  }
}
