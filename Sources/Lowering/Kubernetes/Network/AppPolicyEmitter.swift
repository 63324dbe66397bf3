import Diagnostics
import KubernetesModel
import TopologyModel

/// What Infisical talks to.
struct AppPolicyEmitter: Emitter {
  func emit(_ blueprint: SiteBlueprint, into manifests: inout SiteManifests) {
    guard blueprint.site.network.policies.value else { return }
    let flows = NetworkFlows(blueprint: blueprint)
    var policy = flows.policy(
      blueprint.topology.name.map(\.description), .app, SiteComponent.app.selector(blueprint))
    let ingress = blueprint.site.network.ingressNamespace.map(\.description)
    policy.ingress = [
      NetworkPolicy.Flow([.namespace(ingress, pods: [])], [.tcp(SitePorts.app)])
    ]
    if blueprint.site.monitoring.enabled.value {
      policy.ingress.append(
        NetworkPolicy.Flow([flows.monitoring], [.tcp(SitePorts.appMetrics)]))
    }
    policy.egress = [
      NetworkPolicy.Flow([.pods(flows.clusterPods)], [NetworkFlows.postgres]),
      NetworkPolicy.Flow([.pods(SiteComponent.redis.selector(blueprint))], [NetworkFlows.redis]),
    ]
    if let smtp = blueprint.site.app.smtp {
      policy.egress.append(
        NetworkPolicy.Flow(flows.networks(smtp.cidr), [.tcp(smtp.port.map(\.value))]))
    }
    for destination in blueprint.site.network.egress {
      policy.egress.append(
        NetworkPolicy.Flow(
          [.network(destination.cidr.map(\.description))], [.tcp(destination.port.map(\.value))]))
    }
    manifests.add(policy, to: .policies, origin: flows.origin)
  }
}
