package import KubernetesClient
package import OperatorRuntime

/// Under what resources are found when something that they refer to changes.
package enum ReferenceIndex: Hashable, Sendable {
  case secret(ObjectKey)
  case connection(ObjectKey)
  case auth(ObjectKey)
  case target(TargetKey)
  /// A resource, and what it owns, by its UID.
  case owner(String)
}

package typealias ConnectionStore = Store<ConnectionItem, ReferenceIndex>
package typealias AuthStore = Store<AuthItem, ReferenceIndex>
package typealias StaticSecretStore = Store<StaticSecretItem, ReferenceIndex>
/// Workloads by namespace.
package typealias WorkloadStore = Store<WorkloadItem, String>
/// Secrets and ConfigMaps by owner.
package typealias ObjectMarkStore = Store<ObjectMark, ReferenceIndex>

/// All that is kept of a Secret or a ConfigMap: which version it has, and whether it is ours.
package struct ObjectMark: Hashable, Sendable {
  package let resourceVersion: String
  /// UID of the InfisicalStaticSecret that owns it.
  package let owner: String?

  init(_ head: ObjectHead) {
    resourceVersion = head.resourceVersion
    owner =
      head.owners.first { owner in
        owner.kind == APIResource.staticSecrets.kind
          && owner.apiVersion.hasPrefix(APIResource.staticSecrets.group)
      }?.uid
  }
}

/// Everything that is held in memory, with its indexes.
package struct Stores: Sendable {
  package let connections = ConnectionStore { item in
    item.spec.authorities.map { [.secret($0.key)] } ?? []
  }
  package let auths: AuthStore
  package let staticSecrets = StaticSecretStore { item in
    [.auth(item.spec.auth), .owner(item.head.uid)]
      + item.spec.targets.map { .target($0.target) }
  }
  package let secrets = ObjectMarkStore { $0.owner.map { [.owner($0)] } ?? [] }
  package let configMaps = ObjectMarkStore { $0.owner.map { [.owner($0)] } ?? [] }
  package let workloads: [(resource: APIResource, store: WorkloadStore)]

  package init(defaultConnection: ObjectKey) {
    auths = AuthStore { item in
      [.connection(item.spec.connection ?? defaultConnection)]
        + (item.spec.login?.secrets ?? []).map { .secret($0.key) }
    }
    workloads = [APIResource.deployments, .statefulSets, .daemonSets].map { resource in
      (resource, WorkloadStore { [$0.key.namespace] })
    }
  }

  func marks(_ kind: TargetKey.Kind) -> ObjectMarkStore { kind == .secret ? secrets : configMaps }
}
