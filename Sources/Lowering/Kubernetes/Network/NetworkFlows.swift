import Diagnostics
import KubernetesModel
import TopologyModel

/// The ends and ports of flows that several policies share.
struct NetworkFlows {
  let context: SiteContext

  private var network: NetworkSettings { context.site.network }

  static let postgres = NetworkPolicy.Port.tcp(5432)
  /// REST port of the instance manager: status, and the isolation check of other instances.
  static let instanceManager = NetworkPolicy.Port.tcp(8000)
  static let redis = NetworkPolicy.Port.tcp(RedisNames.port)

  /// Every pod of the site's Cluster: instances, poolers, and the jobs that initialise or join.
  ///
  /// The jobs carry no role label (CloudNativePG 1.30, pkg/specs/jobs.go), so the role cannot
  /// select.
  var clusterPods: TextPairs { [("cnpg.io/cluster", context.cluster(context.site))] }

  /// CloudNativePG and its plugin.
  var operatorPods: NetworkPolicy.Peer {
    .namespace(
      network.operatorNamespace.map(\.description),
      pods: [("app.kubernetes.io/name", "cloudnative-pg")])
  }

  var monitoring: NetworkPolicy.Peer {
    .namespace(context.site.monitoring.namespace.map(\.description), pods: [])
  }

  /// The object stores that hold buckets for `purpose`, of every site.
  func objectStores(_ purpose: BucketPurpose) -> [NetworkPolicy.Flow] {
    context.topology.objectStores.compactMap { store in
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

  func policy(_ name: Text, _ component: Component, _ pods: TextPairs) -> NetworkPolicy {
    NetworkPolicy(metadata: context.metadata(name, component), podSelector: pods)
  }

  var origin: SourceSpan? { network.span ?? context.site.span }
}
