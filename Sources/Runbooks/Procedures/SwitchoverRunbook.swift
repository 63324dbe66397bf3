import Diagnostics
import TopologyModel

/// The active role moves by demotion, promotion token and promotion.
struct SwitchoverRunbook {
  let commands: RunbookCommands
  let from: SiteBlueprint
  let to: SiteBlueprint

  /// The Job of the last backup of Redis before the move.
  private var backup: String { "\(from.names.redisBackup.value)-final-$STAMP" }
  private var a: String { from.id.description }
  private var b: String { to.id.description }
  private var others: [SiteBlueprint] {
    commands.living.filter { $0.id != from.id && $0.id != to.id }
  }
  private var database: DatabaseChecks { DatabaseChecks(commands: commands) }
  private var app: AppChecks { AppChecks(commands: commands) }

  var runbook: Runbook {
    Runbook(
      id: "switchover-\(a)-to-\(b)", title: "Switchover from \(a) to \(b)",
      purpose: [
        "Moves the active role while both sites are up; no data is lost. Users see errors from S2 to S14.",
        "Each commit is one step of `redoubt operation`. Their order is what makes it safe: no step starts before the verification of the previous one has passed.",
      ],
      dangers: [
        "Never promote \(b) without the token of this demotion: that would be a failover, and \(a) would have to be re-cloned.",
        "Never remove the token to unblock a promotion that is waiting. Never delete the Cluster of \(b).",
      ],
      preflight: Preflight(commands: commands).move(from: from, to: to),
      steps: first + databases + finish,
      aborts: [
        (
          "before S6 is applied",
          "`redoubt operation \"$TOPOLOGY\" abort -o .`, build, commit, deploy the balancers; \(commands.restart(from)): \(a) serves users again. Undo the freeze of S1"
        ),
        (
          "after S6, before S8",
          "`redoubt operation \"$TOPOLOGY\" abort --token TOKEN -o .` with the token of S6: \(a) promotes itself again, and restarts every instance once more after its first write; `advance` when the checks of S8 pass for \(a). Practise it in a drill before you rely on it. Undo the freeze of S1."
        ),
        ("after S8", "cannot be aborted: finish, then switch back"),
        (
          "S8 is stuck: phase \"Cluster is unrecoverable and needs manual intervention\"",
          "the token was rejected: compare it with what S7 reads; `redoubt operation` is not needed: correct `token` in the topology, build, commit"
        ),
      ])
  }

  // MARK: Closing

  private var first: [RunbookStep] {
    [
      RunbookStep(
        id: "S0", title: "Preflight", actor: .both, precondition: "a change window, two people",
        minutes: 15, actions: [.command("bash runbooks/verify-switchover-\(a)-to-\(b).sh P")],
        onFailure: "fix it first; nothing has changed"),
      RunbookStep(
        id: "S1", title: "Announce it, freeze other changes", precondition: "S0", minutes: 5,
        actions: freeze, onFailure: "do not continue while others can change the clusters",
        evidence: "who was told, and when"),
      RunbookStep(
        id: "S2", title: "Close \(a) to users on every load balancer node", precondition: "S1",
        minutes: 10,
        actions: commands.commit("switchover --to \(b)", "Quiesce \(a) for \(b)")
          + commands.closeAtOnce(from) + commands.deployBalancers,
        checks: commands.closedChecks,
        onFailure: "remove a node that cannot be reached from DNS or VRRP; otherwise abort"),
      RunbookStep(
        id: "S3", title: "Stop the writers in \(a)", precondition: "S2", minutes: 5,
        actions: commands.apply([from]),
        checks: [
          app.isDesired(from, "0"), app.isStopped(from), app.backupsSuspended(from, true),
          database.isQuiet(from),
        ],
        onFailure: database.untilQuiet(from)
          + "check which agent is behind; delete a leftover HorizontalPodAutoscaler manually"),
      RunbookStep(
        id: "S4", title: "Take a last Redis backup", precondition: "S3", minutes: 10,
        actions: [
          .change(
            commands.kubectl(
              from, "create job \(backup) --from=cronjob/\(from.names.redisBackup.value)")
          ),
          .command(
            commands.kubectl(
              from, "wait --for=condition=complete --timeout=8m job/\(backup)")),
          .command(commands.kubectl(from, "logs job/\(backup) -c upload")),
        ],
        checks: [
          RunbookCheck(
            "\(a): the job is complete",
            commands.field(from, "jobs.batch", backup, ".status.succeeded"),
            .equals("1"))
        ], onFailure: "read the job's log; without it, the queue of \(a) is lost",
        evidence: "the key of the backup, from the log"),
      RunbookStep(
        id: "S5", title: "Archive the last WAL", precondition: "S3", minutes: 5,
        actions: [commands.switchWAL(from)],
        checks: [
          database.archives(from), database.hasArchived(from), database.hasReplayed(to),
        ],
        onFailure:
          "repeat it after 30 s: \(to.id) reads the segment from the archive. Then follow archive-stuck.md; do not demote while \(to.id) is behind"
      ),
    ]
  }

  private var freeze: [RunbookStep.Action] {
    switch commands.topology.gitops.engine.value {
    case .flux: others("suspend")
    case .argocd:
      [
        .text(
          "Add a deny window with `manualSync: true` to every other AppProject of the clusters; the project of this deployment stays open."
        )
      ]
    case .kustomize: [.text("Nobody applies other changes to the clusters until S16.")]
    }
  }

  /// Takes back what `freeze` did.
  private var thaw: [RunbookStep.Action] {
    switch commands.topology.gitops.engine.value {
    case .flux: others("resume")
    case .argocd: [.text("Remove the deny windows added in S1.")]
    case .kustomize: [.text("Others may apply changes again.")]
    }
  }

  /// Suspends or resumes the Kustomizations that no step of a switchover needs.
  private func others(_ verb: String) -> [RunbookStep.Action] {
    commands.living.map { site in
      let name = "\(commands.app)-\(site.id)"
      return .change(
        "flux --context \(commands.kubeContext(site)) \(verb) kustomization \(name)-policies \(name)-monitoring"
      )
    }
  }

  // MARK: Databases

  private var databases: [RunbookStep] {
    [
      RunbookStep(
        id: "S6", title: "Demote \(a)", precondition: "S4, S5", minutes: 10,
        actions: commands.commit("advance", "Demote \(a)") + commands.apply([from]),
        checks: [
          database.names(from, primary: to), database.isReplica(from), database.isHealthy(from),
          RunbookCheck(
            "\(a): the token exists", commands.cluster(from, ".status.demotionToken"), .nonempty),
        ],
        onFailure:
          "wait until every pod of \(a) is in recovery; otherwise abort as described under \"after S6, before S8\"",
        evidence: "the token"),
      RunbookStep(
        id: "S7", title: "Read the token twice", actor: .both, precondition: "S6", minutes: 5,
        actions: [
          .command(
            "TOKEN=$("
              + commands.kubectl(
                from,
                "get clusters.postgresql.cnpg.io \(from.names.cluster.value) -o 'jsonpath={.status.demotionToken}'"
              )
              + ")"),
          .command("printf '%s' \"$TOKEN\" | base64 -d"),
          .text(
            "Read it again after a minute, on the other person's screen: it must be identical."),
        ], onFailure: "if the token changes, the demotion is not complete"),
      RunbookStep(
        id: "S8", title: "Promote \(b)" + (others.isEmpty ? "" : ", repoint the others"),
        precondition: "S7", minutes: 15,
        actions: commands.commit("advance --token \"$TOKEN\"", "Promote \(b)")
          + commands.apply([to] + others + [from]),
        checks: [
          database.names(to, primary: to), database.isPrimary(to), database.hasSettled(to),
          database.isComplete(to), database.isHealthy(to),
          RunbookCheck(
            "\(b): it was promoted with a token",
            commands.cluster(to, ".status.lastPromotionToken"), .nonempty),
        ] + others.map { database.names($0, primary: to) },
        onFailure:
          "wait: a replica that is behind catches up with the token, and the promotion restarts every instance once more after the first write; otherwise follow \"S8 is stuck\"",
        evidence: "output of the verification, and the timeline"),
      RunbookStep(
        id: "S9", title: "Check the archive on the new timeline", precondition: "S8", minutes: 10,
        actions: [commands.switchWAL(to)],
        checks: [database.archives(to), database.hasArchived(to)],
        onFailure: "follow archive-stuck.md; without the history file no site can follow \(b)"),
      RunbookStep(
        id: "S10", title: "Base backup of \(b)", precondition: "S9; can run until S16", minutes: 5,
        actions: commands.baseBackup(to, "switchover", primary: to),
        onFailure: "repeat it; S16 needs it"),
    ]
  }

  // MARK: Opening

  private var finish: [RunbookStep] {
    let all = [to, from] + others
    return [
      RedisTakeover(commands: commands, site: to, id: "S11", precondition: "S4, S8", owner: from)
        .step,
      RunbookStep(
        id: "S12", title: "Start Infisical in \(b)", precondition: "S8, S11", minutes: 10,
        actions: commands.commit("advance", "Serve from \(b)") + commands.apply(all),
        checks: [app.isReady(to), app.runsImage(to)],
        onFailure: "read the pods' logs: a migration waits five minutes for its lock"),
      RunbookStep(
        id: "S13", title: "Test inside \(b) before opening it to users", actor: .both,
        precondition: "S12", minutes: 10,
        actions: [
          .text(
            "Log in at the ingress of \(b) with a machine identity, write a probe secret to a dedicated project, and read it back."
          )
        ], checks: [app.ingressAnswers(to)], onFailure: "keep users out; read the logs",
        evidence: "the time of the probe, and the row of the audit log"),
      RunbookStep(
        id: "S14", title: "Open the load balancer to \(b)", precondition: "S13", minutes: 10,
        actions: commands.deployBalancers, checks: commands.openChecks(to),
        onFailure: "remove a node that cannot be reached from DNS or VRRP"),
      RunbookStep(
        id: "S15", title: "Check the roles of the other sites", precondition: "S14", minutes: 10,
        actions: [.command("redoubt operation \"$TOPOLOGY\" status -o .")],
        checks: [database.isReplica(from), database.names(from, primary: to)]
          + others.map { database.isReplica($0) }
          + [app.backupsSuspended(to, false), database.hasBackup(to, within: 7200)],
        onFailure: "follow replica-lag.md"),
      RunbookStep(
        id: "S16", title: "Close the operation", precondition: "S10, S15, no incidents for 30 min",
        minutes: 5,
        actions: commands.ownReplicas(to)
          + commands.commit("advance", "Close the switchover to \(b)") + commands.apply(all)
          + commands.forgetRestore(to) + thaw, checks: [app.isReady(to)], closesRunbook: true,
        onFailure: "keep the operation open until the checks pass",
        evidence: "times of S2 and S14: the outage as users saw it"),
    ]
  }
}
