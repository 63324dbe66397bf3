import Diagnostics
import KubernetesModel
import TopologyModel

/// The ends and ports of flows that several policies share.
struct NetworkFlows {
  let blueprint: SiteBlueprint

  private var network: NetworkSettings { blueprint.site.network }

  static let postgres = NetworkPolicy.Port.tcp(SitePorts.postgres)
  /// REST port of the instance manager: status, and the isolation check of other instances.
  static let instanceManager = NetworkPolicy.Port.tcp(SitePorts.instanceManager)
  static let redis = NetworkPolicy.Port.tcp(SitePorts.redis)

  /// Every pod of the site's Cluster: instances, poolers, and the jobs that initialise or join.
  ///
  /// The jobs carry no role label (CloudNativePG 1.30, pkg/specs/jobs.go), so the role cannot
  /// select.
  var clusterPods: TextPairs { [("cnpg.io/cluster", blueprint.names.cluster)] }

  /// CloudNativePG and its plugin.
  var operatorPods: NetworkPolicy.Peer {
    .namespace(
      network.operatorNamespace.map(\.description),
      pods: [("app.kubernetes.io/name", "cloudnative-pg")])
  }

  var monitoring: NetworkPolicy.Peer {
    .namespace(blueprint.site.monitoring.namespace.map(\.description), pods: [])
  }

  /// The ways to the cluster's DNS: its pods, and the addresses that nodes answer at in their place.
  ///
  /// NodeLocal DNSCache takes packets to the Service's address before it becomes that of a pod.
  var dns: [NetworkPolicy.Flow] {
    let port = network.dnsPort.map(\.value)
    return [
      NetworkPolicy.Flow(
        [.namespace(network.dnsNamespace.map(\.description), pods: [])], [.udp(port), .tcp(port)]),
      NetworkPolicy.Flow(
        network.dnsCIDR.map { .network($0.map(\.description)) }, [.udp(53), .tcp(53)]),
    ]
  }

  /// The object stores that hold buckets for `purpose`, of every site.
  func objectStores(_ purpose: BucketPurpose) -> [NetworkPolicy.Flow] {
    blueprint.topology.objectStores.compactMap { store in
      guard store.buckets.contains(where: { $0.purpose.value == purpose }) else { return nil }
      return NetworkPolicy.Flow(
        networks(store.cidr), [.tcp(store.endpointURL.map(\.port))])
    }
  }

  /// `cidr`, or any address when the topology names none: policies cannot match host names.
  func networks(_ cidr: [Located<CIDR>]) -> [NetworkPolicy.Peer] {
    guard !cidr.isEmpty else { return [.network("0.0.0.0/0"), .network("::/0")] }
    return cidr.map { .network($0.map(\.description)) }
  }

  /// The way to the API server.
  var apiServer: NetworkPolicy.Flow {
    NetworkPolicy.Flow(
      blueprint.site.kubernetes.apiServerCIDR.map { .network($0.map(\.description)) },
      [.tcp(443), .tcp(6443)])
  }

  /// The same way for Cilium, which does not match the API server by its address; nil elsewhere.
  func apiServerPolicy(_ metadata: ObjectMeta, _ pods: TextPairs) -> CiliumNetworkPolicy? {
    guard blueprint.site.kubernetes.cni?.value == .cilium else { return nil }
    return CiliumNetworkPolicy(metadata: metadata, selector: pods, entities: ["kube-apiserver"])
  }

  func policy(_ name: Text, _ component: SiteComponent, _ pods: TextPairs) -> NetworkPolicy {
    NetworkPolicy(metadata: blueprint.metadata(name, component), podSelector: pods)
  }

  var origin: SourceSpan? { network.span ?? blueprint.site.span }
}
