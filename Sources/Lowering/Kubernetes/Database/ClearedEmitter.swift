import Diagnostics
import KubernetesModel
import TopologyModel

/// A mark in the cluster that the commit without the Cluster arrived, for the step that deletes it.
struct ClearedEmitter: Emitter {
  func emit(_ blueprint: SiteBlueprint, into manifests: inout SiteManifests) {
    guard case .cloudNativePG(let database) = blueprint.database, !database.hasCluster
    else { return }
    let object = ConfigMap(
      metadata: blueprint.metadata("database-cleared", .database),
      data: [("epoch", "\(blueprint.plan.state.epoch)")])
    manifests.add(object, to: .database, origin: blueprint.topology.operation.span)
  }
}
