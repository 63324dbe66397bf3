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
    server.egress = flows.objectStores(.redis)
    manifests.add(server, to: .policies, origin: flows.origin)

    var job = flows.policy(blueprint.names.redisBackup, .redisBackup, backup)
    job.egress =
      [NetworkPolicy.Flow([.pods(SiteComponent.redis.selector(blueprint))], [NetworkFlows.redis])]
      + flows.objectStores(.redis)
    manifests.add(job, to: .policies, origin: flows.origin)
  }
}
