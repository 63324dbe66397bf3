import Diagnostics
import KubernetesModel
import TopologyModel

/// PgBouncer in front of the primary of the active site.
struct PoolerEmitter: Emitter {
  func emit(_ context: SiteContext, into manifests: inout SiteManifests) {
    guard let settings = context.site.postgres.pooler, context.plan.hasPooler else { return }
    let object = Pooler(
      metadata: context.metadata(context.pooler, .pooler), cluster: context.cluster(context.site),
      instances: settings.instances, poolMode: settings.poolMode.map(\.rawValue),
      parameters: [
        ("default_pool_size", settings.defaultPoolSize.map(String.init)),
        ("max_client_conn", settings.maxClientConnections.map(String.init)),
      ],
      labels: Component.pooler.labels(context))
    manifests.add(object, to: .database, origin: settings.span)
  }
}
