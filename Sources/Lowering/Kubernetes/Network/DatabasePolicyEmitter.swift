import Diagnostics
import KubernetesModel
import TopologyModel

/// What the pods of the Cluster talk to.
struct DatabasePolicyEmitter: Emitter {
  func emit(_ blueprint: SiteBlueprint, into manifests: inout SiteManifests) {
    guard blueprint.site.network.policies.value else { return }
    let flows = NetworkFlows(blueprint: blueprint)
    var policy = flows.policy(blueprint.names.cluster, .database, flows.clusterPods)
    policy.ingress = ingress(blueprint, flows)
    policy.egress = egress(blueprint, flows)
    manifests.add(policy, to: .policies, origin: flows.origin)
    if let api = flows.apiServerPolicy(policy.metadata, flows.clusterPods) {
      manifests.add(api, to: .policies, origin: blueprint.site.kubernetes.cni?.span ?? flows.origin)
    }
  }

  private func ingress(_ blueprint: SiteBlueprint, _ flows: NetworkFlows) -> [NetworkPolicy.Flow] {
    let both = [NetworkFlows.postgres, NetworkFlows.instanceManager]
    var result = [
      NetworkPolicy.Flow([.pods(flows.clusterPods)], both),
      NetworkPolicy.Flow([flows.operatorPods], both),
      NetworkPolicy.Flow([.pods(SiteComponent.app.selector(blueprint))], [NetworkFlows.postgres]),
    ]
    if blueprint.site.monitoring.enabled.value {
      result.append(NetworkPolicy.Flow([flows.monitoring], [.tcp(9187), .tcp(9127)]))
    }
    if case .cloudNativePG(let database) = blueprint.database, database.isStreamedFrom,
      let endpoint = blueprint.site.postgres.streamingEndpoint
    {
      result.append(
        NetworkPolicy.Flow(
          endpoint.peerCIDR.map { .network($0.map(\.description)) }, [NetworkFlows.postgres]))
    }
    return result
  }

  private func egress(_ blueprint: SiteBlueprint, _ flows: NetworkFlows) -> [NetworkPolicy.Flow] {
    var result = [
      NetworkPolicy.Flow(
        [.pods(flows.clusterPods)], [NetworkFlows.postgres, NetworkFlows.instanceManager]),
      flows.apiServer,
    ]
    result += flows.objectStores(.postgres)
    guard case .cloudNativePG(let database) = blueprint.database, database.streams
    else { return result }
    for peer in blueprint.topology.peers(of: blueprint.site) {
      guard let endpoint = peer.postgres.streamingEndpoint else { continue }
      result.append(NetworkPolicy.Flow(flows.networks([]), [.tcp(endpoint.port.map(\.value))]))
    }
    return result
  }
}
