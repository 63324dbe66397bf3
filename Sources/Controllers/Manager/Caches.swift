import KubernetesClient
import OperatorRuntime
import Synchronization

/// The informers, which run whether we lead or not: a new leader begins at once.
final class Caches: Sendable {
  /// Hears of changes while we lead.
  protocol Listener: Sendable {
    /// A change of the status alone is told as well: a write whose answer was lost shows up here.
    func connectionChanged(_ key: ObjectKey, isSpec: Bool)
    func authChanged(_ key: ObjectKey, isSpec: Bool)
    func staticSecretChanged(_ key: ObjectKey, _ old: StaticSecretItem?, isSpec: Bool)
    func markChanged(_ target: TargetKey, _ mark: ObjectMark?)
    func marksRelisted()
  }

  let stores: Stores
  let synced = SyncedFlag()
  private let informers: [@Sendable () async -> Void]

  init(stores: Stores, namespaces: [String], home: String, environment: RuntimeEnvironment) {
    self.stores = stores
    var informers: [@Sendable () async -> Void] = []
    let hub = ListenerHub()
    let scopes: [String?] = namespaces.isEmpty ? [nil] : namespaces
    // The connection `default` lives where the operator does.
    let others: [String?] = namespaces.isEmpty || namespaces.contains(home) ? [] : [home]
    for namespace in scopes + others {
      let connections = Informer(
        .connections, namespace: namespace, environment: environment, store: stores.connections,
        synced: synced, decode: { ConnectionItem($0, $1) }
      ) { key, old, new in
        hub.listener?.connectionChanged(key, isSpec: Self.isSpec(old, new))
      }
      informers.append { await connections.run() }
    }
    for namespace in scopes {
      let auths = Informer(
        .auths, namespace: namespace, environment: environment, store: stores.auths,
        synced: synced, decode: { AuthItem($0, $1) }
      ) { key, old, new in hub.listener?.authChanged(key, isSpec: Self.isSpec(old, new)) }
      let secrets = Informer(
        .staticSecrets, namespace: namespace, environment: environment,
        store: stores.staticSecrets, synced: synced, decode: { StaticSecretItem($0, $1) }
      ) { key, old, new in
        hub.listener?.staticSecretChanged(key, old, isSpec: Self.isSpec(old, new))
      }
      informers += [{ await auths.run() }, { await secrets.run() }]
      for kind in [TargetKey.Kind.secret, .configMap] {
        let marks = Informer(
          kind == .secret ? .secrets : .configMaps, namespace: namespace, metadataOnly: true,
          environment: environment, store: stores.marks(kind), synced: synced,
          decode: { head, _ in ObjectMark(head) },
          relisted: { hub.listener?.marksRelisted() }
        ) { key, old, new in
          guard old != new else { return }
          hub.listener?.markChanged(TargetKey(kind: kind, key: key), new)
        }
        informers.append { await marks.run() }
      }
      for (resource, store) in stores.workloads {
        let workloads = Informer(
          resource, namespace: namespace, metadataOnly: true, environment: environment,
          store: store, synced: synced, decode: { head, _ in WorkloadItem(resource, head) }
        ) { _, _, _ in }
        informers.append { await workloads.run() }
      }
    }
    self.informers = informers
    self.hub = hub
  }

  private let hub: ListenerHub

  private static func isSpec<Spec>(_ old: ResourceItem<Spec>?, _ new: ResourceItem<Spec>?) -> Bool {
    guard let old, let new else { return true }
    return old.differs(from: new)
  }

  /// Who hears of changes from now on.
  func listen(_ listener: (any Listener)?) { hub.set(listener) }

  func run() async {
    await withDiscardingTaskGroup { group in
      for informer in informers { group.addTask { await informer() } }
    }
  }
}

/// Holds whoever listens at the moment.
private final class ListenerHub: Sendable {
  private let current = Mutex<(any Caches.Listener)?>(nil)

  var listener: (any Caches.Listener)? { current.withLock { $0 } }

  func set(_ listener: (any Caches.Listener)?) { current.withLock { $0 = listener } }
}
