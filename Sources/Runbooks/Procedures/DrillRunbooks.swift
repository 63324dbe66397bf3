import Diagnostics
import TopologyModel

/// Drills of restores and of a switchover.
struct DrillRunbooks {
  let commands: RunbookCommands
  let active: SiteBlueprint
  let target: SiteBlueprint

  private var place: String { target.id.description }

  /// Every `drills.restoreEvery`: the backups are restored and read.
  var backup: Runbook {
    let name = "\(target.names.cluster.value)-drill-$STAMP"
    let deployment = "\(commands.app)-drill-$STAMP"
    return Runbook(
      id: "backup-drill", title: "Restore drill",
      purpose: [
        "Every \(commands.topology.drills.restoreEvery.value): the newest backup is restored in \(place), and an Infisical instance without egress reads a probe secret from it. The time it takes is part of the measured RTO."
      ],
      dangers: [
        "The drill's Infisical has real data: without egress restrictions (L2) it would send webhooks and rotate secrets."
      ], preflight: [DatabaseChecks(commands: commands).hasBackup(active)],
      steps: [
        RunbookStep(
          id: "L1", title: "Recover", precondition: "P", minutes: 60,
          actions: commands.commit("drill \(place) --name $STAMP", "Restore drill $STAMP")
            + commands.apply([target]),
          checks: [
            RunbookCheck(
              "\(place): the restored cluster is healthy",
              commands.field(target, "clusters.postgresql.cnpg.io", name, ".status.phase"),
              .equals("Cluster in healthy state")),
            RunbookCheck(
              "\(place): the drill's Infisical is ready",
              commands.field(target, "deployments.apps", deployment, ".status.readyReplicas"),
              .equals("1")),
          ], onFailure: "the backups cannot be restored: treat it as an incident"),
        RunbookStep(
          id: "L2", title: "Verify that it cannot reach anything", precondition: "L1", minutes: 5,
          actions: [
            .command(
              commands.kubectl(
                target,
                "exec deploy/\(deployment) -c infisical -- node -e \"fetch('https://example.com').then(()=>process.exit(1),()=>process.exit(0))\""
              ))
          ], onFailure: "end the drill immediately: the network plugin does not enforce policies"),
        RunbookStep(
          id: "L3", title: "Read the probe secret", actor: .both, precondition: "L2", minutes: 10,
          actions: [
            .command(commands.kubectl(target, "port-forward deploy/\(deployment) 8080:8080")),
            .text(
              "Log in with the drill's machine identity, read the probe secret and compare its SHA-256 with the recorded one; print neither of them."
            ),
          ], onFailure: "record the difference", evidence: "the hash matched, minutes since L1"),
        RunbookStep(
          id: "L4", title: "Remove it", precondition: "L3", minutes: 10,
          actions: commands.commit("advance", "End of restore drill $STAMP")
            + commands.apply([target]) + [
              commands.removeSideObjects(target),
              .text("Set `drills.lastRestore` in the topology to today's date."),
            ],
          checks: [
            commands.sideObjectsGone(target)
          ], onFailure: "delete it manually"),
      ])
  }

  /// Every `drills.switchoverEvery`: there and back.
  var switchover: Runbook {
    let a = active.id.description
    return Runbook(
      id: "dr-drill", title: "Switchover drill",
      purpose: [
        "Every \(commands.topology.drills.switchoverEvery.value): the complete switchover-\(a)-to-\(place).md, a day of service from \(place), and the way back."
      ],
      steps: [
        RunbookStep(
          id: "W1", title: "There", actor: .both, precondition: "a change window", minutes: 135,
          actions: [.text("Follow switchover-\(a)-to-\(place).md and record the times.")],
          onFailure: "follow that runbook", evidence: "times of S2, S8 and S14"),
        RunbookStep(
          id: "W2", title: "Back", actor: .both,
          precondition: "W1, one backup interval later", minutes: 135,
          actions: [
            .text("The runbook of the opposite direction, which the tree contains by then.")
          ],
          onFailure: "stay in \(place)",
          evidence: "times; set `drills.lastSwitchover` in the topology to the date"),
      ])
  }
}
