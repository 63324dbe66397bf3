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
          id: "D3", title: "Rebuild it", precondition: "D2", minutes: 5,
          actions: [.text("rebuild-\(name).md, in working hours.")],
          onFailure: "it stays fenced"),
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
