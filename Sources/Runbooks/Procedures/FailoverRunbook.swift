import Diagnostics
import TopologyModel

/// The lost site is fenced before another one is promoted.
struct FailoverRunbook {
  let commands: RunbookCommands
  let lost: SiteBlueprint
  let to: SiteBlueprint

  private var a: String { lost.id.description }
  private var b: String { to.id.description }
  private var others: [SiteBlueprint] {
    commands.living.filter { $0.id != lost.id && $0.id != to.id }
  }
  private var database: DatabaseChecks { DatabaseChecks(commands: commands) }
  private var app: AppChecks { AppChecks(commands: commands) }

  var runbook: Runbook {
    Runbook(
      id: "failover-\(a)-to-\(b)", title: "Failover from \(a) (lost) to \(b)",
      purpose: [
        "For the loss of \(a), decided by two people. Everything that \(a) wrote after the last WAL that \(b) received is lost.",
        "If \(a) is only unreachable from here, it may still serve users: a network partition is not an outage. Do not promote without an external fence (F2).",
      ],
      dangers: [
        "After F6, PostgreSQL in \(a) must never accept writes again. Starting \(a) as primary later is split brain.",
        "When \(a) returns, it starts with its old objects before its GitOps agent can read the fencing commit: keep the external fence until dc-return-\(a).md has passed.",
      ],
      steps: deciding + promoting + serving + aborting,
      aborts: [
        ("before F6 is applied", "F15 and F16, if \(a) can serve again"),
        ("after F6", "cannot be aborted; \(a) is re-cloned by rebuild-\(a).md"),
      ])
  }

  /// What the topology says about fencing the lost site.
  private var fences: [RunbookStep.Action] {
    guard !lost.site.fences.isEmpty else {
      return [.text("The topology lists no fence for \(a) (TOP122): find one now.")]
    }
    let list = lost.site.fences.map { "\($0.method.value.rawValue) (\($0.reference.value))" }
    return [.text("Fences of \(a): \(list.joined(separator: "; ")).")]
  }

  private var deciding: [RunbookStep] {
    [
      RunbookStep(
        id: "F0", title: "Establish the facts", actor: .both, precondition: "an alarm", minutes: 10,
        actions: [
          .text(
            "Check \(a)'s API server, ingress, database endpoint and object store from two independent networks; call the data centre; read the provider's status page."
          ),
          .command(
            "kubectl --context \(commands.kubeContext(lost)) get --raw /readyz \(RunbookCommands.patience)"
          ),
        ],
        checks: [app.ingressIsSilent(lost), database.isLost(lost)]
          + Preflight(commands: commands).target(to),
        onFailure:
          "if \(a) still answers users or accepts writes, from anywhere, stop here: switchover-\(a)-to-\(b).md loses nothing. If \(b) cannot take over, repair it or choose another site",
        evidence: "what answered, from where, and when"),
      RunbookStep(
        id: "F1", title: "Decide", actor: .both, precondition: "F0", minutes: 10,
        actions: [
          .text(
            "The data that would be lost, as seen from \(b): seconds since the last replayed transaction."
          ),
          .command(
            commands.psql(
              to, "SELECT pg_last_wal_replay_lsn(), now() - pg_last_xact_replay_timestamp()")),
        ]
          + commands.commit(
            "failover --lost \(a) --to \(b) --acknowledged-by NAME1 --acknowledged-by NAME2 --incident REF",
            "Fence \(a)"), onFailure: "without two approvers, there is no failover",
        evidence: "both approvers, the reason"
      ),
      RunbookStep(
        id: "F2", title: "Fence \(a) externally", actor: .both, precondition: "F1", minutes: 15,
        actions: commands.closeAtOnce(lost) + commands.deployBalancers + [
          .text(
            "If \(a)'s API server answers, stop its database there, in this order: fencing cuts off the writers at once, while hibernation alone would wait for them."
          ),
          commands.stopApp(lost),
        ] + commands.stopDatabase(lost) + [
          .text(
            "Otherwise, the data centre's staff fence it, with at least one proof: power, a network filter, or withdrawn routes. In every case, revoke the write credentials of \(a) (\(lost.names.archiveLogin(in: lost.site).value), \(lost.names.redisLogin(in: lost.site).value)) at every store. Then tell the verification who did it and how: `export FENCED_BY='power off, J. Doe'`."
          )
        ] + fences, checks: commands.closedChecks + [database.isFenced(lost)],
        onFailure: "do not continue without the fence; remove unreachable nodes from DNS or VRRP",
        evidence: "who fenced what, and how it was verified"),
      RunbookStep(
        id: "F3", title: "Let \(b) drain the archive of \(a)",
        precondition: "the store is reachable",
        minutes: 10,
        actions: [
          .text("Run it twice, 30 s apart: continue when the position no longer changes."),
          .command(
            commands.psql(to, "SELECT pg_last_wal_replay_lsn()")),
        ], checks: [database.isReplica(to)],
        onFailure: "continue without it if the store is lost as well, and record that"),
      RunbookStep(
        id: "F4", title: "Choose the target", actor: .both, precondition: "F3 on every candidate",
        minutes: 5,
        actions: ([to] + others).map { site in
          .command(
            commands.kubectl(
              site,
              "cnpg psql \(site.names.cluster.value) -- -Atc \"SELECT pg_last_wal_replay_lsn(), max(left(name, 8)) FROM pg_ls_waldir() WHERE name ~ '^[0-9A-F]{8}([0-9A-F]{16}|[.]history)$'\""
            ))
        } + [
          .text(
            "The second column is the newest timeline, as the names of WAL files say it: the control file still has that of the last restart. The site with the most advanced position takes over; drPriority only breaks ties. To choose another target now: `redoubt operation \"$TOPOLOGY\" failover --lost \(a) --to SITE … -o .`."
          )
        ], onFailure: "record why a site that is behind was chosen",
        evidence: "positions of all sites"),
      RunbookStep(
        id: "F5", title: "Record the data loss", precondition: "F4", minutes: 2,
        actions: [
          .text("Record the position and time of the last replayed transaction in the incident.")
        ], onFailure: "estimate it, and record that it is an estimate", evidence: "position, time"),
    ]
  }

  private var promoting: [RunbookStep] {
    [
      RunbookStep(
        id: "F6", title: "Promote \(b)", actor: .both, precondition: "F2, F4", minutes: 10,
        actions: commands.commit("advance", "Promote \(b) without \(a)") + commands.apply([to]),
        checks: [
          database.names(to, primary: to), database.isPrimary(to), database.hasSettled(to),
          database.isComplete(to), database.isHealthy(to), database.archives(to),
        ],
        onFailure:
          "wait: the promotion restarts every instance once more after the first write, and interrupts writes until then. Otherwise read the operator's log; do not touch \(a)",
        evidence: "timeline, and the history file in the archive of \(b)"),
      RedisTakeover(commands: commands, site: to, id: "F7", precondition: "F6", owner: lost).step,
      RunbookStep(
        id: "F8", title: "Start Infisical in \(b)", precondition: "F6, F7", minutes: 10,
        actions: commands.commit("advance", "Serve from \(b)") + commands.apply([to]),
        checks: [app.isReady(to), app.runsImage(to)], onFailure: "read the pods' logs"),
    ]
  }

  private var serving: [RunbookStep] {
    [
      RunbookStep(
        id: "F9", title: "Test inside \(b)", actor: .both, precondition: "F8", minutes: 10,
        actions: [
          .text(
            "Log in at the ingress of \(b) with a machine identity, write a probe secret to a dedicated project, and read it back."
          )
        ], checks: [app.ingressAnswers(to)], onFailure: "keep users out"),
      RunbookStep(
        id: "F10", title: "Open the load balancer to \(b)", precondition: "F9", minutes: 10,
        actions: commands.deployBalancers, checks: commands.openChecks(to),
        onFailure:
          "remove a node that cannot be reached from DNS or VRRP: it may still send users to \(a)"),
      RunbookStep(
        id: "F11", title: "Base backup of \(b)", precondition: "F6", minutes: 5,
        actions: commands.baseBackup(to, "failover", primary: to),
        checks: [database.hasBackup(to, within: 7200)], onFailure: "repeat"),
      RunbookStep(
        id: "F12", title: "The other passive sites", precondition: "F11", minutes: 10,
        actions: others.isEmpty
          ? [.text("There are none.")]
          : commands.apply(others) + [
            .text(
              "A site that had replayed past the fork (second column of the new history file in \(b)'s archive) reports \"requested timeline is not a child\": rebuild it."
            )
          ],
        checks: others.flatMap { [database.names($0, primary: to), database.isReplica($0)] },
        onFailure: "rebuild the site that does not follow"),
      RunbookStep(
        id: "F13", title: "Review the lost transactions", actor: .both, precondition: "F10",
        minutes: 60,
        actions: [
          .text(
            "Leases and rotations that \(a) issued in the lost seconds exist at their targets but not in the database: review the dynamic secrets and rotations that were due between the fork and the loss. If \(a) was compromised rather than lost, rotate everything it held."
          )
        ], onFailure: "keep the incident open", evidence: "the list of leases that were checked"),
      RunbookStep(
        id: "F14", title: "Close the operation, and keep \(a) fenced",
        precondition: "F10, F11, F12", minutes: 5,
        actions: commands.ownReplicas(to)
          + commands.commit("advance", "Close the failover to \(b)") + commands.apply([to])
          + commands.forgetRestore(to) + [
            .text(
              "The alert InfisicalSiteMustStayDark monitors \(a). When the site returns: dc-return-\(a).md."
            )
          ],
        checks: [app.isReady(to)], closesRunbook: true, onFailure: "the fence stays in place"),
    ]
  }

  /// The way back before anything is promoted.
  private var aborting: [RunbookStep] {
    [
      RunbookStep(
        id: "F15", title: "Only to abort: bring \(a) back", actor: .both,
        precondition: "\(a) is reachable, F6 was never applied", minutes: 15,
        actions: commands.commit("abort", "Abort the failover from \(a)") + commands.apply([lost])
          + [
            .text(
              "Give \(a) its write credentials back, and remove what was annotated by hand in F2: annotations that people set outlive the commit."
            ),
            commands.releaseDatabase(lost),
          ],
        checks: [
          database.names(lost, primary: lost), database.isPrimary(lost), database.isComplete(lost),
          database.isHealthy(lost), database.archives(lost),
        ],
        onFailure:
          "if \(a) does not accept writes, start the failover again: nothing has been promoted"),
      RunbookStep(
        id: "F16", title: "Only to abort: serve users from \(a)", precondition: "F15", minutes: 15,
        actions: commands.commit("advance", "Serve from \(a) again") + commands.apply([lost])
          + commands.startByHand(lost) + commands.deployBalancers,
        checks: [app.isReady(lost), app.ingressAnswers(lost)] + commands.openChecks(lost),
        onFailure: "read the pods' logs"),
    ]
  }
}
