import InfisicalClient
import KubernetesClient
import OperatorRuntime
import Seams
import YAMLSyntax

/// Everything that works while we lead: controllers, sessions, sources.
///
/// A new term begins with none of what an older one remembered.
final class LeaderTerm: Caches.Listener {
  private let stores: Stores
  private let environment: RuntimeEnvironment
  private let connections: Controller<ObjectKey>
  private let auths: Controller<ObjectKey>
  private let secrets: Controller<ObjectKey>
  private let connectionReconciler: ConnectionReconciler
  let secretReconciler: StaticSecretReconciler
  let sessions: SessionPool
  let board: SourceBoard
  private let recorder: EventRecorder
  private let registry: ServerRegistry
  let startedAt: Instant

  init(
    options: OperatorOptions, environment: RuntimeEnvironment, stores: Stores,
    logins: LoginContext, transports: @escaping TransportFactory
  ) {
    self.stores = stores
    self.environment = environment
    startedAt = environment.time.now
    func queue(_ name: String) -> WorkQueue<ObjectKey> {
      WorkQueue(
        name, time: environment.time, randomness: environment.randomness,
        metrics: environment.metrics)
    }
    let connectionQueue = queue("infisicalconnection")
    let authQueue = queue("infisicalauth")
    let secretQueue = queue("infisicalstaticsecret")
    let registry = ServerRegistry(
      time: environment.time, metrics: environment.metrics, make: transports)
    self.registry = registry
    recorder = EventRecorder(
      environment: environment, instance: options.identity ?? "redoubt-operator")
    let reader = SecretReader(environment: environment, policy: options.references)
    sessions = SessionPool(
      context: logins, metrics: environment.metrics, randomness: environment.randomness
    ) { session in
      for owner in session.owners {
        if let key = ObjectKey(description: owner) { authQueue.add(key, .change) }
      }
    }
    board = SourceBoard(
      time: environment.time, randomness: environment.randomness, metrics: environment.metrics
    ) { subscribers in
      for subscriber in subscribers.sorted() {
        secretQueue.add(ObjectKey(subscriber.namespace, subscriber.name), .refresh)
      }
    }
    connectionReconciler = ConnectionReconciler(
      environment: environment, store: stores.connections, registry: registry, reader: reader,
      recorder: recorder, defaultAddress: options.defaultAddress,
      again: { connectionQueue.add($0, .refresh) },
      serverChanged: { key in
        for auth in stores.auths.keys(under: .connection(key)) { authQueue.add(auth) }
      })
    let authReconciler = AuthReconciler(
      environment: environment, store: stores.auths, connections: stores.connections,
      registry: registry, sessions: sessions, resolver: LoginResolver(reader: reader),
      recorder: recorder, defaultConnection: options.defaultConnection,
      sessionChanged: { key in
        for secret in stores.staticSecrets.keys(under: .auth(key)) { secretQueue.add(secret) }
      })
    let secretReconciler = StaticSecretReconciler(
      environment: environment, stores: stores, auths: authReconciler, board: board,
      recorder: recorder, policy: options.references, namespaces: options.namespaces,
      isLenient: options.isLenient)
    self.secretReconciler = secretReconciler
    let connectionReconciler = connectionReconciler
    connections = Controller(
      "infisicalconnection", queue: connectionQueue, workers: options.workers,
      environment: environment
    ) { await connectionReconciler.reconcile($0) }
    auths = Controller(
      "infisicalauth", queue: authQueue, workers: options.workers, environment: environment
    ) {
      await authReconciler.reconcile($0)
    }
    secrets = Controller(
      "infisicalstaticsecret", queue: secretQueue, workers: options.workers,
      environment: environment
    ) { await secretReconciler.reconcile($0) }
  }

  /// Works until the task is cancelled; the caches must be synced.
  func run() async {
    for key in stores.connections.keys { connections.queue.add(key) }
    for key in stores.auths.keys { auths.queue.add(key) }
    for key in stores.staticSecrets.keys { secrets.queue.add(key) }
    await withDiscardingTaskGroup { group in
      group.addTask { await self.registry.run() }
      group.addTask { await self.recorder.run() }
      group.addTask { await self.sessions.run() }
      group.addTask { await self.board.run() }
      group.addTask { await self.connectionReconciler.run() }
      group.addTask { await self.connections.run() }
      group.addTask { await self.auths.run() }
      group.addTask { await self.secrets.run() }
    }
  }

  /// Whether no work waits or runs; what is fetched or delayed does not count.
  var isIdle: Bool {
    connections.queue.isIdle && auths.queue.isIdle && secrets.queue.isIdle
  }

  // MARK: Listener

  func connectionChanged(_ key: ObjectKey, isSpec: Bool) {
    guard isSpec else { return connections.queue.add(key, .refresh) }
    connections.queue.add(key, .edit)
    // An auth may wait for a connection to appear, or its annotation for references.
    for auth in stores.auths.keys(under: .connection(key)) { auths.queue.add(auth) }
  }

  func authChanged(_ key: ObjectKey, isSpec: Bool) {
    guard isSpec else { return auths.queue.add(key, .refresh) }
    auths.queue.add(key, .edit)
    for secret in stores.staticSecrets.keys(under: .auth(key)) { secrets.queue.add(secret) }
  }

  func staticSecretChanged(_ key: ObjectKey, _ old: StaticSecretItem?, isSpec: Bool) {
    guard isSpec else { return secrets.queue.add(key, .refresh) }
    secrets.queue.add(key, .edit)
    // Who waited for one of its targets may have it now.
    let targets = (old?.spec.targets ?? []) + (stores.staticSecrets[key]?.spec.targets ?? [])
    for target in targets {
      for other in stores.staticSecrets.keys(under: .target(target.target)) where other != key {
        secrets.queue.add(other, .change)
      }
    }
  }

  func markChanged(_ target: TargetKey, _ mark: ObjectMark?) {
    let wanting = stores.staticSecrets.keys(under: .target(target))
    for key in wanting {
      // What we wrote ourselves is no news.
      if let version = mark?.resourceVersion,
        secretReconciler.memory.knows(version, of: target, for: key)
      {
        continue
      }
      let patience = secretReconciler.memory.patience(for: key, now: environment.time.now)
      if patience > .zero {
        secrets.queue.add(key, .change, after: patience)
      } else {
        secrets.queue.add(key, .change)
      }
    }
    // A target that its owner no longer names may show up after the owner was dealt with.
    if let owner = mark?.owner {
      for key in stores.staticSecrets.keys(under: .owner(owner)) where !wanting.contains(key) {
        secrets.queue.add(key, .change)
      }
    }
    guard target.kind == .secret else { return }
    for key in stores.connections.keys(under: .secret(target.key)) { connections.queue.add(key) }
    for key in stores.auths.keys(under: .secret(target.key)) { auths.queue.add(key) }
  }
}

extension LeaderTerm {
  /// A target that was written and deleted within a gap is in no list: every resource compares.
  func marksRelisted() {
    for key in stores.staticSecrets.keys { secrets.queue.add(key, .refresh) }
    for key in stores.auths.keys { auths.queue.add(key, .refresh) }
    for key in stores.connections.keys { connections.queue.add(key, .refresh) }
  }
}

extension ObjectKey {
  /// Reads `namespace/name`.
  init?(description: String) {
    let parts = description.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2 else { return nil }
    self.init(String(parts[0]), String(parts[1]))
  }
}
