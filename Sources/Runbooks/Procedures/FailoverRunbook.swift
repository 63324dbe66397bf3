import Diagnostics
import TopologyModel

/// Architecture section 3.2.
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
      id: "failover-\(a)-to-\(b)", title: "Failover from \(a), lost, to \(b)",
      purpose: [
        "For the loss of \(a), decided by two people. What \(a) wrote after the last WAL that \(b) received is lost.",
        "If \(a) is only unreachable from here, it may still serve users: partition is not death. Without a fence from outside (F2) do not promote.",
      ],
      dangers: [
        "After F6 the PostgreSQL of \(a) must never accept a write again. Any later start of \(a) as primary is split brain.",
        "A returning \(a) starts with the objects of before, earlier than its GitOps agent can read the fenced commit: keep the fence from outside until dc-return-\(a).md has passed.",
      ],
      steps: deciding + promoting + serving,
      aborts: [
        (
          "before F6 is applied",
          "`redoubt operation \"$TOPOLOGY\" abort -o .`, only when \(a) is back as the writable primary: verify that first"
        ), ("after F6", "only forward; \(a) is re-cloned by rebuild-\(a).md"),
      ])
  }

  /// What the topology says about fencing the lost site.
  private var fences: [RunbookStep.Action] {
    guard !lost.site.fences.isEmpty else {
      return [.text("The topology names no fence for \(a) (TOP122): find one now.")]
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
            "Ask \(a)'s API server, ingress, database endpoint and object store from two independent networks; call the data centre; read the provider's status page."
          ),
          .command("kubectl --context \(commands.kubeContext(lost)) get --raw /readyz"),
          .command(
            "curl -sv --resolve \(commands.host):\(lost.entry.port.value):\(lost.entry.address.value) https://\(commands.host)/api/status"
          ),
        ], onFailure: "if \(a) answers users anywhere, stop here",
        evidence: "what answered from where, and when"),
      RunbookStep(
        id: "F1", title: "Decide", actor: .both, precondition: "F0", minutes: 10,
        actions: [
          .text("What would be lost, seen from \(b): seconds since the last replayed transaction."),
          .command(
            commands.kubectl(
              to,
              "cnpg psql \(to.names.cluster.value) -- -Atc 'SELECT pg_last_wal_replay_lsn(), now() - pg_last_xact_replay_timestamp()'"
            )),
        ]
          + commands.commit(
            "failover --lost \(a) --to \(b) --acknowledged-by NAME1 --acknowledged-by NAME2 --incident REF",
            "Fence \(a)"), onFailure: "no two names, no failover",
        evidence: "both names, the reason"
      ),
      RunbookStep(
        id: "F2", title: "Fence \(a) from outside", actor: .both, precondition: "F1", minutes: 15,
        actions: commands.closeAtOnce(lost) + commands.deployBalancers + [
          .text("If \(a)'s API server answers:"),
          .change(commands.kubectl(lost, "scale deployment \(commands.app) --replicas=0")),
          .change(
            commands.kubectl(
              lost,
              "annotate cluster \(lost.names.cluster.value) cnpg.io/hibernation=on --overwrite")),
          .text(
            "Otherwise, by the people of the data centre, at least one with evidence: power, a network filter, withdrawn routes. In every case: revoke the write credentials of \(a) (\(lost.names.archiveLogin(in: lost.site).value), \(lost.names.redisLogin(in: lost.site).value)) at every store."
          ),
        ] + fences, checks: commands.closedChecks,
        onFailure: "without the fence, do not go on; take unreachable nodes out of DNS or VRRP",
        evidence: "who fenced what, and how it was seen"),
      RunbookStep(
        id: "F3", title: "Let \(b) drain the archive of \(a)", precondition: "the store answers",
        minutes: 10,
        actions: [
          .text("Twice, 30 s apart: go on when it no longer moves."),
          .command(
            commands.kubectl(
              to,
              "cnpg psql \(to.names.cluster.value) -- -Atc 'SELECT pg_last_wal_replay_lsn()'")),
        ], checks: [database.isReplica(to)],
        onFailure: "go on without, when the store is lost too: note it"),
      RunbookStep(
        id: "F4", title: "Choose the target", actor: .both, precondition: "F3 on every candidate",
        minutes: 5,
        actions: ([to] + others).map { site in
          .command(
            commands.kubectl(
              site,
              "cnpg psql \(site.names.cluster.value) -- -Atc 'SELECT pg_last_wal_replay_lsn(), timeline_id FROM pg_control_checkpoint()'"
            ))
        } + [
          .text(
            "The site that is furthest takes over; drPriority only breaks ties. Another target now: `redoubt operation \"$TOPOLOGY\" failover --lost \(a) --to SITE … -o .`."
          )
        ], onFailure: "note why a site that is behind was chosen",
        evidence: "positions of all sites"),
      RunbookStep(
        id: "F5", title: "Record what is lost", precondition: "F4", minutes: 2,
        actions: [
          .text("Write position and time of the last replayed transaction into the incident.")
        ], onFailure: "estimate, and say so", evidence: "position, time"),
    ]
  }

  private var promoting: [RunbookStep] {
    [
      RunbookStep(
        id: "F6", title: "Promote \(b)", actor: .both, precondition: "F2, F4", minutes: 10,
        actions: commands.commit("advance", "Promote \(b) without \(a)") + commands.apply([to]),
        checks: [
          database.names(to, primary: to), database.isPrimary(to), database.isHealthy(to),
          database.archives(to),
        ], onFailure: "read the operator's log; do not touch \(a)",
        evidence: "timeline, and the history file in the archive of \(b)"),
      RedisTakeover(commands: commands, site: to, id: "F7", precondition: "F6", owner: lost).step,
      RunbookStep(
        id: "F8", title: "Start Infisical in \(b)", precondition: "F6, F7", minutes: 10,
        actions: commands.commit("advance", "Serve from \(b)") + commands.apply([to]),
        checks: [app.isReady(to), app.runsImage(to)], onFailure: "read the pods' log"),
    ]
  }

  private var serving: [RunbookStep] {
    [
      RunbookStep(
        id: "F9", title: "Test inside \(b)", actor: .both, precondition: "F8", minutes: 10,
        actions: [
          .text("As S13 of a switchover: log in, write and read a probe secret.")
        ], checks: [app.ingressAnswers(to)], onFailure: "users stay closed out"),
      RunbookStep(
        id: "F10", title: "Open the load balancer to \(b)", precondition: "F9", minutes: 10,
        actions: commands.deployBalancers, checks: commands.openChecks(to),
        onFailure: "a node that cannot be reached may still lead to \(a): out of DNS or VRRP"),
      RunbookStep(
        id: "F11", title: "Base backup of \(b)", precondition: "F6", minutes: 5,
        actions: [
          .change(
            commands.kubectl(
              to,
              "cnpg backup \(to.names.cluster.value) --backup-name \(to.names.cluster.value)-failover-$STAMP --method=plugin --plugin-name=barman-cloud.cloudnative-pg.io"
            ))
        ], checks: [database.hasBackup(to, within: 7200)], onFailure: "repeat"),
      RunbookStep(
        id: "F12", title: "The other passive sites", precondition: "F11", minutes: 10,
        actions: others.isEmpty
          ? [.text("There is none.")]
          : commands.apply(others) + [
            .text(
              "A site that had replayed beyond the fork (third column of the new history file in \(b)'s archive) says \"requested timeline is not a child\": rebuild it."
            )
          ],
        checks: others.flatMap { [database.names($0, primary: to), database.isReplica($0)] },
        onFailure: "rebuild the site that does not follow"),
      RunbookStep(
        id: "F13", title: "Look at the lost tail", actor: .both, precondition: "F10", minutes: 60,
        actions: [
          .text(
            "Leases and rotations that \(a) issued in the lost seconds exist at their targets and not in the database: review dynamic secrets and rotations older than the fork. If \(a) was compromised rather than lost, rotate what it held."
          )
        ], onFailure: "leave the incident open", evidence: "the list of leases that were checked"),
      RunbookStep(
        id: "F14", title: "Close, and keep \(a) dark", precondition: "F10, F11, F12", minutes: 5,
        actions: commands.commit("advance", "Close the failover to \(b)")
          + [commands.forgetRestore(to)] + [
            .text("The alert SiteMustStayDark watches \(a). When it returns: dc-return-\(a).md.")
          ],
        onFailure: "the fence stays"),
    ]
  }
}
