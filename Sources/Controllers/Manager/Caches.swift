import KubernetesClient
import OperatorRuntime
import Seams

/// Everything that is held in memory: the kinds that are watched, each declared once beside its controller.
package struct Caches: Sendable {
  let connections: ResourceCache<ConnectionWish>
  let auths: ResourceCache<AuthWish>
  let staticSecrets: ResourceCache<StaticSecretWish>
  let secrets = MarkCache(.secrets)
  let configMaps = MarkCache(.configMaps)
  let workloads: [WorkloadCache]

  init(defaultConnection: ObjectKey) {
    connections = .connections()
    auths = .auths(defaultConnection: defaultConnection)
    staticSecrets = .staticSecrets()
    workloads = [APIResource.deployments, .statefulSets, .daemonSets].map { WorkloadCache($0) }
  }

  private var kinds: [any WatchedKind] {
    let resources: [any WatchedKind] = [connections, auths, staticSecrets, secrets, configMaps]
    return resources + workloads
  }

  /// Objects of the kind of a target.
  func marks(_ kind: TargetKey.Kind) -> MarkCache { kind == .secret ? secrets : configMaps }

  func informers(_ scope: CacheScope) -> [@Sendable () async -> Void] {
    kinds.flatMap { $0.informers(scope) }
  }
}
