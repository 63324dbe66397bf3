import KubernetesClient
import OperatorRuntime
import Seams
import Synchronization
import YAMLSyntax

/// What the caches tell of a change.
struct CacheChange: Sendable {
  let resource: APIResource
  let key: ObjectKey
  /// Whether more than the status changed.
  let isSpec: Bool
  /// What it competes for, or belonged to: others under these may have to act now.
  let indexes: [ReferenceIndex]
  /// What is known of a Secret or a ConfigMap now; nil for other kinds, and for what is gone.
  let mark: ObjectMark?
}

/// Hears of changes while we lead.
protocol CacheListener: Sendable {
  func changed(_ change: CacheChange)
  /// Everything of a kind was listed again after a gap: what came and went in it shows up nowhere.
  func relisted()
}

/// Holds anyone who listens at the moment.
final class CacheHub: Sendable {
  private let current = Mutex<(any CacheListener)?>(nil)

  var listener: (any CacheListener)? { current.withLock { $0 } }

  func set(_ listener: (any CacheListener)?) { current.withLock { $0 = listener } }
}

/// Where and with what informers run.
struct CacheScope: Sendable {
  /// Namespaces; nil is all of them.
  let namespaces: [String?]
  /// The operator's own namespace, where it is not one of them.
  let home: String?
  let environment: RuntimeEnvironment
  let synced: SyncedFlag
  let hub: CacheHub
}

/// A kind that is watched.
protocol WatchedKind: Sendable {
  /// The informers that keep it up to date.
  func informers(_ scope: CacheScope) -> [@Sendable () async -> Void]
}

/// The declaration of one of Infisical's kinds: how it is read and what it refers to.
///
/// Its store is filled by informers
/// that run whether we lead or not: a new leader begins at once.
package final class ResourceCache<Spec: Sendable>: WatchedKind {
  typealias Item = ResourceItem<Spec>

  let resource: APIResource
  let store: Store<ResourceItem<Spec>, ReferenceIndex>
  /// Whether resources of the operator's own namespace count although it works in others.
  private let includesHome: Bool
  private let decode: @Sendable (ObjectHead, YAMLNode) -> ResourceItem<Spec>
  private let contended: @Sendable (ResourceItem<Spec>) -> [ReferenceIndex]

  /// `indexes` tells what a resource refers to, whose changes wake it; `contended` what it may have instead of another
  /// resource of the kind, which is woken by its changes.
  init(
    _ resource: APIResource, includesHome: Bool = false,
    decode: @escaping @Sendable (ObjectHead, YAMLNode) -> ResourceItem<Spec>,
    indexes: @escaping @Sendable (ResourceItem<Spec>) -> [ReferenceIndex],
    contended: @escaping @Sendable (ResourceItem<Spec>) -> [ReferenceIndex] = { _ in [] }
  ) {
    self.resource = resource
    self.includesHome = includesHome
    self.decode = decode
    self.contended = contended
    store = Store(indexes: indexes)
  }

  subscript(key: ObjectKey) -> ResourceItem<Spec>? { store[key] }

  func informers(_ scope: CacheScope) -> [@Sendable () async -> Void] {
    let home: [String?] = includesHome ? scope.home.map { [$0] } ?? [] : []
    return (scope.namespaces + home).enumerated().map { position, namespace in
      let informer = Informer(
        resource, namespace: namespace, isOptional: position >= scope.namespaces.count,
        environment: scope.environment, store: store, synced: scope.synced, decode: decode
      ) { [resource, contended] key, old, new in
        let both = (old.map(contended) ?? []) + (new.map(contended) ?? [])
        scope.hub.listener?.changed(
          CacheChange(
            resource: resource, key: key, isSpec: Self.isSpec(old, new), indexes: both, mark: nil))
      }
      return { await informer.run() }
    }
  }

  private static func isSpec(_ old: Item?, _ new: Item?) -> Bool {
    guard let old, let new else { return true }
    return old.differs(from: new)
  }
}

/// Secrets or ConfigMaps, by their metadata alone.
package final class MarkCache: WatchedKind {
  let resource: APIResource
  let store = Store<ObjectMark, ReferenceIndex> { $0.owner.map { [.owner($0)] } ?? [] }

  init(_ resource: APIResource) { self.resource = resource }

  subscript(key: ObjectKey) -> ObjectMark? { store[key] }

  func informers(_ scope: CacheScope) -> [@Sendable () async -> Void] {
    scope.namespaces.map { namespace in
      let informer = Informer(
        resource, namespace: namespace, metadataOnly: true, environment: scope.environment,
        store: store, synced: scope.synced, decode: { head, _ in ObjectMark(head) },
        relisted: { scope.hub.listener?.relisted() }
      ) { [resource] key, old, new in
        guard old != new else { return }
        scope.hub.listener?.changed(
          CacheChange(
            resource: resource, key: key, isSpec: true,
            indexes: [old, new].compactMap { $0?.owner.map(ReferenceIndex.owner) }, mark: new))
      }
      return { await informer.run() }
    }
  }
}

/// Workloads that ask to be rolled out, by namespace.
package final class WorkloadCache: WatchedKind {
  let resource: APIResource
  let store = Store<WorkloadItem, String> { [$0.key.namespace] }

  init(_ resource: APIResource) { self.resource = resource }

  func informers(_ scope: CacheScope) -> [@Sendable () async -> Void] {
    scope.namespaces.map { namespace in
      let informer = Informer(
        resource, namespace: namespace, metadataOnly: true, environment: scope.environment,
        store: store, synced: scope.synced,
        decode: { [resource] head, _ in WorkloadItem(resource, head) }
      ) { _, _, _ in }
      return { await informer.run() }
    }
  }
}
