import Diagnostics
import TopologyModel

/// A site that was given up comes back by itself (architecture section 3.5, `dc-return`).
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
        "Within five minutes of the alert SiteMustStayDark, or of the news that \(name) has power again."
      ],
      dangers: [
        "\(name) boots with the objects of before. Infisical's workers there would sync and rotate secrets without any user. The fence from outside stays until D2 has passed."
      ],
      steps: [
        RunbookStep(
          id: "D1", title: "See that no user is led there", precondition: "the alert", minutes: 5,
          actions: commands.closeAtOnce(site),
          onFailure: "power off, or filter the network"),
        RunbookStep(
          id: "D2", title: "See that it is dark", actor: .both, precondition: "D1", minutes: 10,
          actions: commands.apply([site]),
          checks: [app.isDesired(site, "0"), app.isStopped(site), database.isHibernated(site)],
          onFailure:
            "by hand: scale Infisical to 0, annotate the Cluster with cnpg.io/hibernation=on"),
        RunbookStep(
          id: "D3", title: "Rebuild it", precondition: "D2", minutes: 5,
          actions: [.text("rebuild-\(name).md, in working hours.")],
          onFailure: "it stays dark"),
      ])
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
      dangers: ["Every minute makes both histories longer, and one of them will be thrown away."],
      steps: [
        RunbookStep(
          id: "X1", title: "Close all users out", actor: .both, precondition: "the alert",
          minutes: 5,
          actions: commands.blueprint.sites.flatMap(commands.closeAtOnce),
          checks: commands.closedChecks,
          onFailure: "take the nodes' addresses out of DNS"),
        RunbookStep(
          id: "X2", title: "Stop Infisical everywhere", precondition: "X1", minutes: 5,
          actions: commands.blueprint.sites.map {
            .change(commands.kubectl($0, "scale deployment \(commands.app) --replicas=0"))
          }, checks: commands.blueprint.sites.map { AppChecks(commands: commands).isStopped($0) },
          onFailure: "suspend the agents that heal it"),
        RunbookStep(
          id: "X3", title: "Hibernate the site that the topology does not call active",
          actor: .both, precondition: "X2", minutes: 10,
          actions: passive.map {
            .change(
              commands.kubectl(
                $0,
                "annotate cluster \($0.names.cluster.value) cnpg.io/hibernation=on --overwrite"))
          },
          checks: passive.map(database.isHibernated)
            + [database.isPrimary(commands.blueprint.home)],
          onFailure: "power off"),
        RunbookStep(
          id: "X4", title: "Find out how", actor: .both, precondition: "X3", minutes: 60,
          actions: [
            .command("redoubt operation \"$TOPOLOGY\" status -o ."),
            .text(
              "Export what only the wrong side holds, serve from the right one, rebuild the other. Keep both archives."
            ),
          ], onFailure: "stay closed", evidence: "what each side wrote since the fork"),
      ])
  }
}
