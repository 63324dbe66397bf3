import Diagnostics
import KubernetesModel
import TopologyModel

/// A mark in the cluster that the commit without the Cluster arrived, for the step that deletes it.
struct ClearedEmitter: Emitter {
  func emit(_ blueprint: SiteBlueprint, into manifests: inout SiteManifests) {
    // A held site gets no mark: it would still be there when the Cluster is cleared for the first time.
    guard blueprint.plan.state.isCleared else { return }
    let object = ConfigMap(
      metadata: blueprint.metadata("database-cleared", .database),
      data: [("epoch", "\(blueprint.plan.state.epoch)")])
    manifests.add(object, to: .database, origin: blueprint.topology.operation.span)
  }
}
