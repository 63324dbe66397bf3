import Diagnostics
import KubernetesModel
import TopologyModel

/// What the pods of the Cluster talk to (architecture section 1.4).
struct DatabasePolicyEmitter: Emitter {
  func emit(_ context: SiteContext, into manifests: inout SiteManifests) {
    guard context.site.network.policies.value else { return }
    let flows = NetworkFlows(context: context)
    var policy = flows.policy(context.cluster(context.site), .database, flows.clusterPods)
    policy.ingress = ingress(context, flows)
    policy.egress = egress(context, flows)
    manifests.add(policy, to: .policies, origin: flows.origin)
  }

  private func ingress(_ context: SiteContext, _ flows: NetworkFlows) -> [NetworkPolicy.Flow] {
    let both = [NetworkFlows.postgres, NetworkFlows.instanceManager]
    var result = [
      NetworkPolicy.Flow([.pods(flows.clusterPods)], both),
      NetworkPolicy.Flow([flows.operatorPods], both),
      NetworkPolicy.Flow([.pods(Component.app.selector(context))], [NetworkFlows.postgres]),
    ]
    if context.site.monitoring.enabled.value {
      result.append(NetworkPolicy.Flow([flows.monitoring], [.tcp(9187), .tcp(9127)]))
    }
    if context.isStreamedFrom, let endpoint = context.site.postgres.streamingEndpoint {
      result.append(
        NetworkPolicy.Flow(
          endpoint.peerCIDR.map { .network($0.map(\.description)) }, [NetworkFlows.postgres]))
    }
    return result
  }

  private func egress(_ context: SiteContext, _ flows: NetworkFlows) -> [NetworkPolicy.Flow] {
    let api = context.site.kubernetes.apiServerCIDR.map {
      NetworkPolicy.Peer.network($0.map(\.description))
    }
    var result = [
      NetworkPolicy.Flow(
        [.pods(flows.clusterPods)], [NetworkFlows.postgres, NetworkFlows.instanceManager]),
      NetworkPolicy.Flow(api, [.tcp(443), .tcp(6443)]),
    ]
    result += flows.objectStores(.postgres)
    guard context.streams(context.site) else { return result }
    for peer in context.topology.peers(of: context.site) {
      guard let endpoint = peer.postgres.streamingEndpoint else { continue }
      result.append(NetworkPolicy.Flow(flows.networks([]), [.tcp(endpoint.port.map(\.value))]))
    }
    return result
  }
}
