import Diagnostics
import TopologyModel

/// The steps that take a stopped Cluster out of the tree and out of its site.
struct ClusterRemoval {
  let commands: RunbookCommands
  let site: SiteBlueprint
  /// First letter of the steps' ids.
  let prefix: String

  private var name: String { site.id.description }
  private var database: DatabaseChecks { DatabaseChecks(commands: commands) }
  private var app: AppChecks { AppChecks(commands: commands) }

  /// Deletes the Cluster, with its volumes, and its schedule.
  var deletion: [RunbookStep.Action] {
    let cluster = site.names.cluster.value
    return [
      .change(
        commands.kubectl(
          site, "delete clusters.postgresql.cnpg.io \(cluster) --ignore-not-found")),
      .change(
        commands.kubectl(site, "delete scheduledbackup \(cluster)-base --ignore-not-found")),
    ]
  }

  var goneChecks: [RunbookCheck] {
    let cluster = site.names.cluster.value
    return [
      RunbookCheck(
        "\(name): the Cluster is gone",
        commands.get(
          site, "clusters.postgresql.cnpg.io", cluster, "--ignore-not-found", "-o", "name"),
        .empty),
      RunbookCheck(
        "\(name): its volumes are gone",
        commands.get(site, "pvc", "-l", "cnpg.io/cluster=\(cluster)", "-o", "name"), .empty),
    ]
  }

  /// From the confirmation to the deletion; `verb` is the commit that removes the Cluster from the tree.
  func steps(taking verb: String, _ message: String) -> [RunbookStep] {
    [
      RunbookStep(
        id: "\(prefix)1", title: "Confirm that no Infisical runs in \(name)", actor: .both,
        precondition: "P",
        minutes: 10,
        actions: [.command(commands.kubectl(site, "get pods"))],
        checks: [app.isDesired(site, "0"), app.isStopped(site)],
        onFailure: "back to the fence of F2"),
      RunbookStep(
        id: "\(prefix)2", title: "Snapshot the volumes", precondition: "\(prefix)1", minutes: 30,
        actions: [
          .command(
            commands.kubectl(site, "get pvc -l cnpg.io/cluster=\(site.names.cluster.value)")),
          .text(
            "Take a VolumeSnapshot of each volume, or set the PersistentVolumes' reclaim policy to Retain; the lost transactions may be needed."
          ),
        ], onFailure: "export what the business needs first", evidence: "names of the snapshots"),
      RunbookStep(
        id: "\(prefix)3", title: "Remove the Cluster from the tree", precondition: "\(prefix)2",
        minutes: 10,
        actions: commands.commit(verb, message)
          + commands.apply([site]),
        checks: [database.isCleared(site)],
        onFailure: "wait for the agent: it must have applied the commit"),
      RunbookStep(
        id: "\(prefix)4", title: "Delete the old Cluster", actor: .both, precondition: "\(prefix)3",
        minutes: 10,
        actions: deletion, checks: goneChecks,
        onFailure: "check the finalizers: read the operator's log"),
    ]
  }
}
