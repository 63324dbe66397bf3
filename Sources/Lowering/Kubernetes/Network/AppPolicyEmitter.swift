import Diagnostics
import KubernetesModel
import TopologyModel

/// What Infisical talks to.
struct AppPolicyEmitter: Emitter {
  func emit(_ context: SiteContext, into manifests: inout SiteManifests) {
    guard context.site.network.policies.value else { return }
    let flows = NetworkFlows(context: context)
    var policy = flows.policy(
      context.topology.name.map(\.description), .app, Component.app.selector(context))
    let ingress = context.site.network.ingressNamespace.map(\.description)
    policy.ingress = [
      NetworkPolicy.Flow([.namespace(ingress, pods: [])], [.tcp(AppNames.port)])
    ]
    if context.site.monitoring.enabled.value {
      policy.ingress.append(
        NetworkPolicy.Flow([flows.monitoring], [.tcp(AppNames.metricsPort)]))
    }
    policy.egress = [
      NetworkPolicy.Flow([.pods(flows.clusterPods)], [NetworkFlows.postgres]),
      NetworkPolicy.Flow([.pods(Component.redis.selector(context))], [NetworkFlows.redis]),
    ]
    if let smtp = context.site.app.smtp {
      policy.egress.append(
        NetworkPolicy.Flow(flows.networks(smtp.cidr), [.tcp(smtp.port.map(\.value))]))
    }
    for destination in context.site.network.egress {
      policy.egress.append(
        NetworkPolicy.Flow(
          [.network(destination.cidr.map(\.description))], [.tcp(destination.port.map(\.value))]))
    }
    manifests.add(policy, to: .policies, origin: flows.origin)
  }
}
