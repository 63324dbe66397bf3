import Diagnostics
import TopologyModel

/// Rotations of what Infisical logs in with and encrypts with.
struct RotationRunbooks {
  let commands: RunbookCommands
  let active: SiteBlueprint

  private var database: DatabaseChecks { DatabaseChecks(commands: commands) }
  private var app: AppChecks { AppChecks(commands: commands) }
  private var passive: [SiteBlueprint] { commands.copies(of: active) }

  var all: [Runbook] {
    [databasePassword, redisPassword, authSecret, encryptionKey, storeCredentials]
      + (streamingCertificates.map { [$0] } ?? [])
  }

  private var sameSecrets: RunbookCheck {
    RunbookCheck("all sites have the same secrets", .compareSecrets, .contains("checks passed"))
  }

  private var restart: RunbookStep.Action {
    .change(commands.kubectl(active, "rollout restart deployment \(commands.app)"))
  }

  private var databasePassword: Runbook {
    Runbook(
      id: "rotate-db-password", title: "Rotate the database owner's password",
      purpose: [
        "PostgreSQL knows one password for a role. From the change in \(active.id) until the last pod is replaced, open connections go on and new ones of old pods fail: do Q2 without a pause, in a quiet hour.",
        "A passive site sets the password from its own Secret when it is promoted: its Secret comes first.",
      ],
      dangers: ["The password is part of a URL: letters, digits, and `.`, `_`, `~`, `-` only."],
      preflight: commands.living.map(database.isHealthy) + [sameSecrets],
      steps: [
        RunbookStep(
          id: "Q1", title: "Change the Secret of the passive sites", precondition: "P", minutes: 15,
          actions: commands.living.map {
            .change(
              commands.kubectl(
                $0,
                "label secret \($0.site.secrets.database.value) cnpg.io/reload='' --overwrite"))
          } + [
            .text(
              "Change `password` in \(passive.isEmpty ? "no site yet: there is no passive one" : passive.map(\.id.description).joined(separator: ", ")), through the provider of the Secrets; do not type it in a shell."
            )
          ], onFailure: "change it back: nothing uses it yet"),
        RunbookStep(
          id: "Q2", title: "Change the Secret of \(active.id), and restart Infisical at once",
          precondition: "Q1", minutes: 15,
          actions: [
            .text(
              "Change `password` in \(active.id), and wait until the Secret in the cluster has it."),
            restart,
            .command(commands.kubectl(active, "rollout status deployment \(commands.app)")),
          ], checks: [sameSecrets, app.isReady(active), app.ingressAnswers(active)],
          onFailure:
            "read the log of the primary to see whether the operator has set the password; otherwise change it back in every site"
        ),
      ])
  }

  private var redisPassword: Runbook {
    let pod = "\(active.names.redis.value)-0"
    let secret = active.site.secrets.redis.value
    let client =
      #"redis-cli ${REDIS_TLS_CA:+--tls --cacert "$REDIS_TLS_CA"} -x ACL SETUSER default"#
    return Runbook(
      id: "rotate-redis-password", title: "Rotate the password of Redis",
      purpose: [
        "Redis knows the new password beside the old one before anything uses it, so that no connection fails."
      ],
      dangers: ["The password is part of a URL: letters, digits, and `.`, `_`, `~`, `-` only."],
      preflight: [app.redisIsReady(active), app.isReady(active)],
      steps: [
        RunbookStep(
          id: "Y1", title: "Tell Redis the new password", precondition: "P", minutes: 10,
          actions: [
            .text(
              "Have the provider of the Secrets make the new password, but do not store it yet. It goes from the clipboard to Redis without a trace in the shell's history."
            ), .command("read -rs PASSWORD"),
            .change(
              "printf '>%s' \"$PASSWORD\" | "
                + commands.kubectl(active, "exec -i \(pod) -c redis -- sh -c '\(client)'")),
            .command("unset PASSWORD"),
          ], onFailure: "Redis takes the old one only: repeat"),
        RunbookStep(
          id: "Y2", title: "Change the Secret in every site", precondition: "Y1", minutes: 15,
          actions: [
            .text(
              "Change `password` of \(secret) through the provider of the Secrets. Running pods keep the old value, which Redis still takes. If Redis restarts before Y3, it knows the new one only: go on with Y3 at once."
            )
          ], checks: [sameSecrets], onFailure: "change it back: nothing has restarted"),
        RunbookStep(
          id: "Y3", title: "Restart Infisical, then Redis", precondition: "Y2", minutes: 20,
          actions: [
            restart,
            .command(commands.kubectl(active, "rollout status deployment \(commands.app)")),
          ] + commands.restartRedis(active),
          checks: [app.redisIsReady(active), app.isReady(active), app.ingressAnswers(active)],
          onFailure: "read the logs of the pods: WRONGPASS means that Y1 was left out"),
      ])
  }

  private var authSecret: Runbook {
    Runbook(
      id: "rotate-auth-secret", title: "Rotate AUTH_SECRET",
      purpose: [
        "AUTH_SECRET signs tokens: with another value every user and every machine identity logs in again. The operator and CI jobs do so by themselves where they hold credentials; service tokens and tokens that were handed out by hand end."
      ],
      preflight: [app.isReady(active), sameSecrets],
      steps: [
        RunbookStep(
          id: "Y1", title: "Change the Secret in every site", precondition: "P", minutes: 15,
          actions: [
            .text(
              "Set `AUTH_SECRET` of \(active.site.secrets.app.value) to base64 of 32 random bytes, the same in every site."
            )
          ], checks: [sameSecrets], onFailure: "change it back in every site"),
        RunbookStep(
          id: "Y2", title: "Restart Infisical", precondition: "Y1", minutes: 15, actions: [restart],
          checks: [app.isReady(active), app.ingressAnswers(active)],
          onFailure: "change it back and restart"),
      ])
  }

  /// Infisical's guide "Rotating the encryption key" (docs/self-hosting/guides, August 2026).
  private var encryptionKey: Runbook {
    let secret = active.site.secrets.app.value
    return Runbook(
      id: "rotate-encryption-key", title: "Rotate ENCRYPTION_KEY",
      purpose: [
        "Infisical makes the new key, and takes it when an instance first starts with it. No secret is encrypted again: only the wrapper of the root key changes, so there is no downtime.",
        "For releases whose Server Console has Admin > Encryption; older ones cannot rotate. With an HSM there is no variable to rotate.",
        "https://infisical.com/docs/self-hosting/guides/rotating-the-encryption-key",
      ],
      dangers: [
        "A key that Infisical did not make, written into the Secret, makes every secret unreadable in every site.",
        "Infisical removes the old key by itself after `KMS_ROOT_KEY_RETENTION_DAYS` (7 by default): a passive site whose Secret still has the old key then cannot start after a failover.",
        "A backup from before the rotation needs the old key: keep it as long as the oldest backup that could be restored.",
      ],
      preflight: [app.isReady(active), sameSecrets, database.hasBackup(active)],
      steps: [
        RunbookStep(
          id: "E1", title: "Generate the key", actor: .both, precondition: "P; a server admin",
          minutes: 10,
          actions: [
            .text(
              "Admin > Encryption > Generate new key. It is shown once: put it, with its fingerprint, into the provider of the Secrets and into the escrow, beside the old one."
            )
          ], onFailure: "discard the generated key: nothing has changed",
          evidence: "fingerprints of both keys"),
        RunbookStep(
          id: "E2", title: "Change the Secret in every site", precondition: "E1", minutes: 20,
          actions: [
            .text("Set `ENCRYPTION_KEY` of \(secret) to the new key, passive sites included.")
          ], checks: [sameSecrets],
          onFailure: "set the old key again everywhere: until E3 nothing has changed"),
        RunbookStep(
          id: "E3", title: "Restart Infisical", precondition: "E2", minutes: 20,
          actions: [
            restart,
            .command(commands.kubectl(active, "rollout status deployment \(commands.app)")),
          ], checks: [app.isReady(active), app.ingressAnswers(active)],
          onFailure:
            "the error of the pod names the fingerprint that it needs: the key of E1 was not copied exactly. There is no way back once an instance has started with the new key"
        ),
        RunbookStep(
          id: "E4", title: "Base backup with the new key", precondition: "E3", minutes: 60,
          actions: commands.baseBackup(active, "rotation", primary: active),
          checks: [database.hasBackup(active, within: 7200)], onFailure: "repeat it"),
        RunbookStep(
          id: "E5", title: "Remove the old key from the database", actor: .both,
          precondition: "E4; replication has caught up", minutes: 15,
          actions: [
            .text(
              "Admin > Encryption > Remove previous key. Keep the old key in escrow, labelled with its fingerprint, until the newest backup from before E3 has expired."
            )
          ], checks: passive.map { database.lag(active, $0) } + [sameSecrets],
          onFailure: "leave it to the retention, but not before every site has the new key",
          evidence: "the date until which the old key is kept"),
      ])
  }

  private var storeCredentials: Runbook {
    Runbook(
      id: "s3-credential-rotation", title: "Rotate the credentials of the object stores",
      purpose: [
        "Each site and purpose has its own credentials; two keys are valid at the same time for a while."
      ],
      preflight: commands.living.map(database.archives),
      steps: [
        RunbookStep(
          id: "K1", title: "Create second keys", precondition: "P", minutes: 20,
          actions: [.text("At the store, with the same policy (stores/ of this tree).")],
          onFailure: "nothing has changed"),
        RunbookStep(
          id: "K2", title: "Change the Secrets", precondition: "K1", minutes: 20,
          actions: [
            .text(
              "s3-pg-SITE-rw, s3-pg-SITE-ro, s3-redis-SITE-rw, s3-redis-SITE-ro, in every site that has them."
            )
          ], checks: commands.living.map(database.archives),
          onFailure: "the old keys are still valid: change back"),
        RunbookStep(
          id: "K3", title: "Delete the old keys", precondition: "K2, and one backup of each kind",
          minutes: 10, actions: [.text("At the store.")],
          checks: commands.living.map { database.hasBackup($0) },
          onFailure: "find the Secret that was missed"),
      ])
  }
  /// Copies of certificates that CloudNativePG renews every 90 days, where sites stream from each other.
  private var streamingCertificates: Runbook? {
    let copies = commands.living.flatMap { site in
      site.secrets.filter(\.isPeerCopy).map { (site, $0.name.value) }
    }
    guard !copies.isEmpty else { return nil }
    return Runbook(
      id: "rotate-streaming-certificates", title: "Renew the certificates for streaming",
      purpose: [
        "Each site streams with copies of its peers' certificates, which CloudNativePG renews a week before their 90 days end. An expired copy stops streaming silently, and the site falls back to the archive. A copy may have only a week left when it is made: do this every week, let a tool copy the Secrets, or wait for the alert InfisicalStreamingCertificateEnds, which fires when the peers have new ones."
      ],
      preflight: commands.living.map(database.isHealthy),
      steps: [
        RunbookStep(
          id: "Y1", title: "See when the copies end", precondition: "P", minutes: 10,
          actions: copies.map { site, name in
            .command(
              commands.kubectl(
                site, "get secret \(name) -o go-template='{{range .data}}{{base64decode .}}{{end}}'"
              )
                + " | openssl x509 -noout -enddate")
          }, onFailure: "a Secret that is missing stops streaming"),
        RunbookStep(
          id: "Y2", title: "Copy the present ones", precondition: "Y1", minutes: 20,
          actions: [
            .text(
              "From `CLUSTER-replication` and `CLUSTER-ca` of the peer to the Secrets of Y1; the label `cnpg.io/reload` makes the operator take them. The alert ends with the next run of the CronJob \(active.names.streamingCertificates.value)."
            )
          ], checks: passive.map { database.lag(active, $0) },
          onFailure: "the archive still feeds the site; read the operator's log"),
      ])
  }
}
