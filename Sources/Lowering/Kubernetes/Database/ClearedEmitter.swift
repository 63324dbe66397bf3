import Diagnostics
import KubernetesModel
import TopologyModel

/// A mark in the cluster that the commit without the Cluster arrived, for the step that deletes it.
struct ClearedEmitter: Emitter {
  func emit(_ context: SiteContext, into manifests: inout SiteManifests) {
    guard !context.plan.hasCluster else { return }
    let object = ConfigMap(
      metadata: context.metadata("database-cleared", .database),
      data: [("epoch", "\(context.plan.state.epoch)")])
    manifests.add(object, to: .database, origin: context.topology.operation.span)
  }
}
