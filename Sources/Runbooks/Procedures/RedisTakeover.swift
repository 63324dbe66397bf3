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

  var step: RunbookStep {
    site.site.redis.restorePolicy.value == .restore ? restore : empty
  }

  private var restore: RunbookStep {
    RunbookStep(
      id: id, title: "Restore Redis in \(name)",
      precondition: "\(precondition); Infisical is not running in \(name)", minutes: 10,
      actions: [
        .text(
          "KEY is \(choice) of those that have a manifest, with `.rdb.gz` instead of `.json`. Jobs that ran since may run twice. To start empty instead, skip the commands."
        ), commands.listRedisBackups(of: owner),
        .change(
          commands.kubectl(
            site,
            "create configmap redis-restore --from-literal=id=KEY --dry-run=client -o yaml | "
              + commands.kubectl(site, "apply -f -"))),
        .change(commands.kubectl(site, "delete pod redis-0")),
        .command(
          commands.kubectl(site, "wait --for=condition=ready --timeout=8m pod/redis-0")),
        .command(commands.kubectl(site, "logs redis-0 -c restore-load")),
      ], checks: [app.redisIsReady(site), app.redisRestored(site), app.isStopped(site)],
      onFailure:
        "an unreadable backup is rejected before anything is replaced: use the previous one",
      evidence: "key and number of keys, from the log")
  }

  private var empty: RunbookStep {
    RunbookStep(
      id: id, title: "Redis of \(name) starts empty",
      precondition: "\(precondition); Infisical is not running in \(name)", minutes: 2,
      actions: [.text("The topology sets `restorePolicy: startEmpty`: queued jobs are lost.")],
      checks: [app.redisIsReady(site)], onFailure: "read the pod's log")
  }
}
