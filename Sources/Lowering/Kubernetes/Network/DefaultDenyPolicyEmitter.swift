import Diagnostics
import KubernetesModel
import TopologyModel

/// Nothing in the namespace talks to anything but the cluster's DNS, unless a policy says so.
struct DefaultDenyPolicyEmitter: Emitter {
  func emit(_ blueprint: SiteBlueprint, into manifests: inout SiteManifests) {
    guard blueprint.site.network.policies.value else { return }
    let flows = NetworkFlows(blueprint: blueprint)
    var policy = flows.policy("default-deny", .platform, [])
    policy.egress = flows.dns
    manifests.add(policy, to: .policies, origin: flows.origin)
  }
}
