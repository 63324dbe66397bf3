import KubernetesClient
import OperatorRuntime
import Seams

/// One kind that is reconciled in a term: its queue, its workers, and what wakes it.
struct ResourceController: Sendable {
  let resource: APIResource
  let queue: WorkQueue<ObjectKey>
  private let controller: Controller<ObjectKey>
  private let keys: @Sendable () -> [ObjectKey]
  private let keysUnder: @Sendable (ReferenceIndex) -> [ObjectKey]
  /// How long to wait with a change of an object that a resource refers to; nil when the change is nothing new to it.
  private let patience: @Sendable (ObjectKey, CacheChange) -> Duration?

  init<Spec>(
    _ cache: ResourceCache<Spec>, queue: WorkQueue<ObjectKey>, workers: Int,
    environment: RuntimeEnvironment,
    patience: @escaping @Sendable (ObjectKey, CacheChange) -> Duration? = { _, _ in .zero },
    reconcile: @escaping @Sendable (ObjectKey) async -> Outcome
  ) {
    resource = cache.resource
    self.queue = queue
    self.patience = patience
    keys = { cache.store.keys }
    keysUnder = { cache.store.keys(under: $0) }
    controller = Controller(
      Self.name(cache.resource), queue: queue, workers: workers, environment: environment,
      reconcile: reconcile)
  }

  /// Name in metrics and queues, as controller-runtime has it.
  static func name(_ resource: APIResource) -> String { resource.kind.lowercased() }

  func enqueueAll(_ priority: Priority = .change) {
    for key in keys() { queue.add(key, priority) }
  }

  /// Wakes the resources that a change concerns: the one itself, those that refer to it, and those that share with it
  /// what they refer to.
  func take(_ change: CacheChange) {
    if change.resource == resource {
      // A change of the status alone is looked at as well: a write whose answer was lost shows up here. What failed is
      // not tried sooner because of it.
      guard change.isSpec else { return queue.addUnlessDelayed(change.key) }
      queue.add(change.key, .edit)
      wake(change.indexes, change, besides: change.key)
      return
    }
    guard change.isSpec else { return }
    wake([.object(change.resource, change.key)] + change.indexes, change, besides: nil)
  }

  private func wake(
    _ indexes: [ReferenceIndex], _ change: CacheChange, besides own: ObjectKey?
  ) {
    var seen: Set<ObjectKey> = []
    for index in indexes {
      for key in keysUnder(index) where key != own && seen.insert(key).inserted {
        guard let delay = patience(key, change) else { continue }
        if delay > .zero {
          queue.add(key, .change, after: delay)
        } else {
          queue.add(key, .change)
        }
      }
    }
  }

  func run() async { await controller.run() }
}
