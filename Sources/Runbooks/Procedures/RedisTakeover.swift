import Diagnostics
import TopologyModel

/// Redis of the site that takes over: the newest valid backup, or nothing, as the topology chose.
struct RedisTakeover {
  let commands: RunbookCommands
  let site: SiteBlueprint
  let id: String
  let precondition: String
  /// Site whose backups are there to be restored.
  let owner: SiteBlueprint
  /// Which of them: "the newest".
  var choice = "the newest"

  private var name: String { site.id.description }
  private var app: AppChecks { AppChecks(commands: commands) }
  private var isRestored: Bool { site.site.redis.restorePolicy.value == .restore }
  /// Asks the init containers for a Redis without data: a volume that served before holds old jobs.
  private var empty: String { "empty:\(RunbookVariable.stamp.reference)" }

  var step: RunbookStep {
    let variable = RunbookVariable.restoreSource
    let choosing: [RunbookStep.Action] =
      isRestored
      ? [
        .text(
          "KEY is \(choice) of those that have a manifest, with `.rdb.gz` instead of `.json`. Jobs that ran since may run twice. To start empty instead, write \(empty) for KEY: what the volume holds is moved aside, because Infisical's workers would execute jobs of the time when \(name) was last active."
        ), commands.listRedisBackups(of: owner),
        .command("export \(variable.rawValue)=KEY"),
      ]
      : [
        .text(
          "The topology sets `restorePolicy: startEmpty`: queued jobs are lost. What the volume holds is moved aside, because Infisical's workers would execute jobs of the time when \(name) was last active."
        ), .command("export \(variable.rawValue)=\(empty)"),
      ]
    return RunbookStep(
      id: id, title: isRestored ? "Restore Redis in \(name)" : "Redis of \(name) starts empty",
      precondition: "\(precondition); Infisical is not running in \(name)", minutes: 10,
      actions: choosing + [
        .change(
          commands.kubectl(
            site,
            "create configmap \(site.names.redisRestore.value) --from-literal=id=\"\(variable.reference)\" --dry-run=client -o yaml | "
              + commands.kubectl(site, "apply -f -")))
      ] + commands.restartRedis(site) + [
        .command(commands.kubectl(site, "logs redis-0 -c restore-load"))
      ],
      checks: [app.redisIsReady(site)] + app.redisRestored(site, from: variable.reference)
        + [app.isStopped(site)],
      onFailure:
        "an unreadable backup is rejected before anything is replaced: use the previous one",
      evidence: "key and number of keys, from the log")
  }
}
