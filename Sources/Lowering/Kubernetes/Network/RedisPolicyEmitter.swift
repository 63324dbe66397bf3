import Diagnostics
import KubernetesModel
import TopologyModel

/// What Redis and its backup job talk to.
struct RedisPolicyEmitter: Emitter {
  func emit(_ context: SiteContext, into manifests: inout SiteManifests) {
    guard context.site.network.policies.value else { return }
    let flows = NetworkFlows(context: context)
    let backup = Component.redisBackup.selector(context)
    var server = flows.policy(RedisNames.server, .redis, Component.redis.selector(context))
    server.ingress = [
      NetworkPolicy.Flow(
        [.pods(Component.app.selector(context)), .pods(backup)], [NetworkFlows.redis])
    ]
    server.egress = flows.objectStores(.redis)
    manifests.add(server, to: .policies, origin: flows.origin)

    var job = flows.policy(RedisNames.backup, .redisBackup, backup)
    job.egress =
      [NetworkPolicy.Flow([.pods(Component.redis.selector(context))], [NetworkFlows.redis])]
      + flows.objectStores(.redis)
    manifests.add(job, to: .policies, origin: flows.origin)
  }
}
