import Diagnostics
import KubernetesModel
import TopologyModel

/// What Redis and its backup job talk to.
struct RedisPolicyEmitter: Emitter {
  func emit(_ blueprint: SiteBlueprint, into manifests: inout SiteManifests) {
    guard blueprint.site.network.policies.value else { return }
    let flows = NetworkFlows(blueprint: blueprint)
    let backup = SiteComponent.redisBackup.selector(blueprint)
    var server = flows.policy(
      blueprint.names.redis, .redis, SiteComponent.redis.selector(blueprint))
    server.ingress = [
      NetworkPolicy.Flow(
        [.pods(SiteComponent.app.selector(blueprint)), .pods(backup)], [NetworkFlows.redis])
    ]
    if mayRestore(blueprint.plan) { server.egress = flows.objectStores(.redis) }
    manifests.add(server, to: .policies, origin: flows.origin)

    var job = flows.policy(blueprint.names.redisBackup, .redisBackup, backup)
    job.egress =
      [NetworkPolicy.Flow([.pods(SiteComponent.redis.selector(blueprint))], [NetworkFlows.redis])]
      + flows.objectStores(.redis)
    manifests.add(job, to: .policies, origin: flows.origin)
  }

  /// Whether the init container that fetches a backup may have one to fetch.
  ///
  /// A restore only happens before Infisical is started, and its request is forgotten when the operation
  /// ends. From then on the server holds live sessions and jobs, and has no business outside the cluster.
  private func mayRestore(_ plan: SitePlan) -> Bool { !plan.runsApp || plan.isStarting }
}
