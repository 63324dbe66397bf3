import Diagnostics
import KubernetesModel
import TopologyModel

/// PgBouncer in front of the primary of the active site.
///
/// It holds nothing, and leaves with the active role: it is in a layer that is pruned, unlike the Cluster.
struct PoolerEmitter: Emitter {
  func emit(_ blueprint: SiteBlueprint, into manifests: inout SiteManifests) {
    guard case .cloudNativePG(let database) = blueprint.database, database.hasPooler,
      let settings = blueprint.site.postgres.pooler
    else { return }
    let object = Pooler(
      metadata: blueprint.metadata(blueprint.names.pooler, .pooler),
      cluster: blueprint.names.cluster,
      instances: settings.instances, poolMode: settings.poolMode.map(\.rawValue),
      parameters: [
        ("default_pool_size", settings.defaultPoolSize.map(String.init)),
        ("max_client_conn", settings.maxClientConnections.map(String.init)),
        // PgBouncer would keep the connections of clients that are gone for ten minutes, and a move of the
        // active role waits until none is left.
        ("server_idle_timeout", Text("\(PoolerSettings.idleSeconds)")),
      ],
      labels: SiteComponent.pooler.labels(blueprint), pods: blueprint.pods)
    manifests.add(object, to: .app, origin: settings.span)
  }
}
