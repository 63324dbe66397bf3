import Diagnostics
import KubernetesModel
import TopologyModel

/// The request that the init containers of Redis look for: which backup to load.
struct RedisRestoreEmitter: Emitter {
  func emit(_ context: SiteContext, into manifests: inout SiteManifests) {
    guard let restore = context.topology.operation.redisRestore,
      restore.site.value == context.site.id.value
    else { return }
    let object = ConfigMap(
      metadata: context.metadata(RedisNames.restore, .redis),
      data: [("id", restore.backup.map(\.description))])
    manifests.add(object, to: .redis, origin: restore.span)
  }
}
