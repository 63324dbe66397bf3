import Diagnostics
import KubernetesModel
import TopologyModel

/// The request that the init containers of Redis look for: which backup to load.
struct RedisRestoreEmitter: Emitter {
  func emit(_ blueprint: SiteBlueprint, into manifests: inout SiteManifests) {
    guard let restore = blueprint.topology.operation.redisRestore,
      restore.site.value == blueprint.site.id.value
    else { return }
    let object = ConfigMap(
      metadata: blueprint.metadata(blueprint.names.redisRestore, .redis),
      data: [("id", restore.backup.map(\.description))])
    manifests.add(object, to: .redis, origin: restore.span)
  }
}
