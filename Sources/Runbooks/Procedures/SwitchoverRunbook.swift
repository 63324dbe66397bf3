import Diagnostics
import TopologyModel

/// Architecture section 3.1.
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
        "Moves the active role while both sites live; nothing is lost. Users see errors from S2 to S14.",
        "Each commit is one step of `redoubt operation`; the order is what makes it safe, so no step begins before the verification of the one before has passed.",
      ],
      dangers: [
        "Never promote \(b) without the token of this demotion: it would become a failover, and \(a) would have to be re-cloned.",
        "Never drop the token to unblock a promotion that waits. Never delete the Cluster of \(b).",
      ],
      preflight: Preflight(commands: commands).move(from: from, to: to),
      steps: first + databases + finish,
      aborts: [
        (
          "before S6 is applied",
          "`redoubt operation \"$TOPOLOGY\" abort -o .`, build, commit: \(a) serves again"
        ),
        (
          "after S6, before S8",
          "`redoubt operation \"$TOPOLOGY\" abort --token TOKEN -o .` with the token of S6: \(a) promotes itself again; `advance` when S8's checks hold for \(a). Try it in a drill before you rely on it."
        ),
        ("after S8", "only forward: finish, then a switchover back"),
        (
          "S8 is stuck: phase \"Cluster is unrecoverable and needs manual intervention\"",
          "the token was rejected: compare it with S6's command, `redoubt operation` is not needed: correct `token` in the topology, build, commit"
        ),
      ])
  }

  // MARK: Closing

  private var first: [RunbookStep] {
    [
      RunbookStep(
        id: "S0", title: "Preflight", actor: .both, precondition: "a change window, two people",
        minutes: 15, actions: [.command("bash runbooks/verify-switchover-\(a)-to-\(b).sh P")],
        onFailure: "repair first; nothing was changed"),
      RunbookStep(
        id: "S1", title: "Announce, freeze other changes", precondition: "S0", minutes: 5,
        actions: freeze, onFailure: "do not go on while others can change the clusters",
        evidence: "who was told, and when"),
      RunbookStep(
        id: "S2", title: "Close \(a) to users on every load balancer node", precondition: "S1",
        minutes: 10,
        actions: commands.commit("switchover --to \(b)", "Quiesce \(a) for \(b)")
          + commands.closeAtOnce(from) + commands.deployBalancers,
        checks: commands.closedChecks,
        onFailure: "take a node that cannot be reached out of DNS or VRRP; else abort"),
      RunbookStep(
        id: "S3", title: "Stop the writers in \(a)", precondition: "S2", minutes: 5,
        actions: commands.apply([from]),
        checks: [
          app.isDesired(from, "0"), app.isStopped(from), app.backupsSuspended(from, true),
          database.isQuiet(from),
        ],
        onFailure:
          "see which agent lags; a HorizontalPodAutoscaler that is left is deleted by hand"),
      RunbookStep(
        id: "S4", title: "Last backup of Redis", precondition: "S3", minutes: 10,
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
        ], onFailure: "read the job's log; without it the queue of \(a) is lost",
        evidence: "the key of the backup, from the log"),
      RunbookStep(
        id: "S5", title: "Push the last WAL out", precondition: "S3", minutes: 5,
        actions: [
          .change(
            commands.kubectl(
              from, "cnpg psql \(from.names.cluster.value) -- -Atc 'SELECT pg_switch_wal()'"))
        ],
        checks: [
          database.archives(from), database.lag(from, to, atMost: 16 << 20),
          RunbookCheck(
            "\(a): archiving does not fail",
            commands.sql(
              from,
              "SELECT coalesce(last_failed_time > last_archived_time, false) FROM pg_stat_archiver"),
            .equals("f")),
        ], onFailure: "see archive-stuck.md; do not demote while the archive is behind"),
    ]
  }

  private var freeze: [RunbookStep.Action] {
    switch commands.topology.gitops.engine.value {
    case .flux:
      commands.living.map { site in
        .change(
          "flux --context \(commands.kubeContext(site)) suspend kustomization \(commands.app)-\(site.id)-policies \(commands.app)-\(site.id)-monitoring"
        )
      }
    case .argocd:
      [
        .text(
          "Add a deny window with `manualSync: true` to every other AppProject of the clusters; the project of this deployment stays open."
        )
      ]
    case .kustomize: [.text("Nobody applies anything else to the clusters until S16.")]
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
            "\(a): the token is there", commands.cluster(from, ".status.demotionToken"), .nonempty),
        ],
        onFailure: "wait for every pod of \(a) to be in recovery; else the second way out",
        evidence: "the token"),
      RunbookStep(
        id: "S7", title: "Read the token, twice", actor: .both, precondition: "S6", minutes: 5,
        actions: [
          .command(
            "TOKEN=$("
              + commands.kubectl(
                from,
                "get cluster \(from.names.cluster.value) -o 'jsonpath={.status.demotionToken}'")
              + ")"),
          .command("printf '%s' \"$TOKEN\" | base64 -d"),
          .text("Read it again after a minute, on the other person's screen: it must be the same."),
        ], onFailure: "a token that changes: the demotion is not over"),
      RunbookStep(
        id: "S8", title: "Promote \(b)" + (others.isEmpty ? "" : ", repoint the others"),
        precondition: "S7", minutes: 15,
        actions: commands.commit("advance --token \"$TOKEN\"", "Promote \(b)")
          + commands.apply([to] + others + [from]),
        checks: [
          database.names(to, primary: to), database.isPrimary(to), database.isHealthy(to),
          RunbookCheck(
            "\(b): it was promoted with a token",
            commands.cluster(to, ".status.lastPromotionToken"), .nonempty),
        ] + others.map { database.names($0, primary: to) },
        onFailure: "wait: a replica that is behind the token catches up; else the fourth way out",
        evidence: "output of the verification, and the timeline"),
      RunbookStep(
        id: "S9", title: "Check the archive on the new timeline", precondition: "S8", minutes: 10,
        actions: [
          .change(
            commands.kubectl(
              to, "cnpg psql \(to.names.cluster.value) -- -Atc 'SELECT pg_switch_wal()'")
          )
        ], checks: [database.archives(to)],
        onFailure: "see archive-stuck.md; without the history file nobody can follow \(b)"),
      RunbookStep(
        id: "S10", title: "Base backup of \(b)", precondition: "S9; may run until S16", minutes: 5,
        actions: [
          .change(
            commands.kubectl(
              to,
              "cnpg backup \(to.names.cluster.value) --backup-name \(to.names.cluster.value)-switchover-$STAMP --method=plugin --plugin-name=barman-cloud.cloudnative-pg.io"
            ))
        ], onFailure: "repeat; S16 needs it"),
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
        onFailure: "read the pods' log: a migration waits five minutes for its lock"),
      RunbookStep(
        id: "S13", title: "Test inside \(b), before users come", actor: .both,
        precondition: "S12", minutes: 10,
        actions: [
          .text(
            "Log in at the ingress of \(b) with a machine identity, write a probe secret into a project of its own, and read it back."
          )
        ], checks: [app.ingressAnswers(to)], onFailure: "users stay closed out; read the logs",
        evidence: "the probe's time, and the row of the audit log"),
      RunbookStep(
        id: "S14", title: "Open the load balancer to \(b)", precondition: "S13", minutes: 10,
        actions: commands.deployBalancers, checks: commands.openChecks(to),
        onFailure: "a node that cannot be reached leaves DNS or VRRP"),
      RunbookStep(
        id: "S15", title: "Check the roles of the rest", precondition: "S14", minutes: 10,
        actions: [.command("redoubt operation \"$TOPOLOGY\" status -o .")],
        checks: [database.isReplica(from), database.names(from, primary: to)]
          + others.map { database.isReplica($0) }
          + [app.backupsSuspended(to, false), database.hasBackup(to, within: 7200)],
        onFailure: "see replica-lag.md"),
      RunbookStep(
        id: "S16", title: "Close the operation", precondition: "S10, S15, quiet for 30 min",
        minutes: 5,
        actions: [
          .text("This build replaces this runbook by that of the way back.")
        ] + commands.commit("advance", "Close the switchover to \(b)") + commands.apply(all)
          + [commands.forgetRestore(to)],
        onFailure: "the operation stays open until it holds",
        evidence: "times of S2 and S14: the outage that users saw"),
    ]
  }
}
