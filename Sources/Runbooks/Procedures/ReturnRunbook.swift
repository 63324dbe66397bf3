import Diagnostics
import TopologyModel

/// A site that was given up comes back by itself.
struct ReturnRunbook {
  let commands: RunbookCommands
  let site: SiteBlueprint

  var runbook: Runbook {
    let name = site.id.description
    let database = DatabaseChecks(commands: commands)
    let app = AppChecks(commands: commands)
    return Runbook(
      id: "dc-return-\(name)", title: "\(name) is back after a failover",
      purpose: [
        "Within five minutes of the alert InfisicalSiteMustStayDark, or of the news that \(name) has power again."
      ],
      dangers: [
        "\(name) boots with its old objects. Infisical's workers there would sync and rotate secrets even without users. Keep the external fence until D2 has passed."
      ],
      steps: [
        RunbookStep(
          id: "D1", title: "Verify that no user is sent there", precondition: "the alert",
          minutes: 5,
          actions: commands.closeAtOnce(site),
          onFailure: "power it off, or filter its network"),
        RunbookStep(
          id: "D2", title: "Verify that it is down", actor: .both, precondition: "D1", minutes: 10,
          actions: commands.apply([site]),
          checks: [app.isDesired(site, "0"), app.isStopped(site), database.isFenced(site)],
          onFailure:
            "manually: scale Infisical to 0, and annotate the Cluster as in F2. A Cluster that stays at `DeletingPods` waits for an archive that no longer accepts its WAL: that is safe while it is fenced, and ends with the rebuild"
        ),
        RunbookStep(
          id: "D3", title: "Remove its ingress", precondition: "D2", minutes: 5,
          actions: removeEntrance,
          checks: [
            RunbookCheck(
              "\(name): no ingress for the global host is left",
              commands.get(
                site, entrance.kinds, entrance.name, "--ignore-not-found", "-o", "name"), .empty)
          ],
          onFailure: "it leads to a Service without pods; find what creates it again"),
        RunbookStep(
          id: "D4", title: "Rebuild it", precondition: "D3", minutes: 5,
          actions: [.text("rebuild-\(name).md, in working hours.")],
          onFailure: "it stays fenced"),
      ])
  }

  /// What lets users into the site, by its kinds and its name.
  private var entrance: (kinds: String, name: String) {
    let kinds =
      switch site.site.ingress.kind.value {
      case .ingress: "ingresses.networking.k8s.io"
      case .gatewayAPI:
        "httproutes.gateway.networking.k8s.io,gateways.gateway.networking.k8s.io"
      }
    return (kinds, site.names.app.value)
  }

  /// The tree of a fenced site has no ingress, but only Flux deletes what leaves the tree as a whole layer.
  private var removeEntrance: [RunbookStep.Action] {
    let delete = RunbookStep.Action.change(
      commands.kubectl(site, "delete \(entrance.kinds) \(entrance.name) --ignore-not-found"))
    switch commands.topology.gitops.engine.value {
    case .flux: return [.text("Flux has removed it: it left the tree.")]
    case .kustomize: return [delete]
    case .argocd:
      return [
        .text(
          "The Application of the layer stays as well, since Applications are never pruned: a mistake would delete a database."
        ),
        .change(
          "kubectl --context \(commands.kubeContext(site)) -n argocd delete applications.argoproj.io \(commands.app)-\(site.id)-ingress --ignore-not-found"
        ), delete,
      ]
    }
  }
}

/// Two sites say that they are primary.
struct SplitBrainRunbook {
  let commands: RunbookCommands

  /// Every site but the active one: a fenced one that came back is the likeliest second primary.
  private var passive: [SiteBlueprint] {
    commands.blueprint.sites.filter { $0.id != commands.blueprint.home.id }
  }

  var runbook: Runbook {
    let database = DatabaseChecks(commands: commands)
    return Runbook(
      id: "split-brain", title: "More than one site accepts writes",
      purpose: ["For the alert InfisicalMoreThanOnePrimary."],
      dangers: ["Every minute adds to both histories, and one of them will be discarded."],
      steps: [
        RunbookStep(
          id: "X1", title: "Close every site to users", actor: .both, precondition: "the alert",
          minutes: 5,
          actions: commands.closeEverything,
          checks: commands.closedChecks,
          onFailure: "remove the nodes' addresses from DNS"),
        RunbookStep(
          id: "X2", title: "Stop Infisical everywhere", precondition: "X1", minutes: 5,
          actions: commands.blueprint.sites.map(commands.stopApp),
          checks: commands.blueprint.sites.map { AppChecks(commands: commands).isStopped($0) },
          onFailure: "suspend the agents that revert it"),
        RunbookStep(
          id: "X3", title: "Stop every database except the active one",
          actor: .both, precondition: "X2", minutes: 10,
          actions: passive.flatMap(commands.stopDatabase),
          checks: passive.map(database.isHibernated)
            + [database.isPrimary(commands.blueprint.home)],
          onFailure: "power off"),
        RunbookStep(
          id: "X4", title: "Find the cause", actor: .both, precondition: "X3", minutes: 60,
          actions: [
            .command("redoubt operation \"$TOPOLOGY\" status -o ."),
            .text(
              "Export the data that only the wrong side has, serve users from the right one, rebuild the other. Keep both archives."
            ),
          ], onFailure: "stay closed", evidence: "what each side wrote since the fork"),
      ])
  }
}
