import InfisicalClient
import KubernetesClient
import OperatorRuntime
import Seams

/// Everything that works while we lead: controllers, sessions, sources.
///
/// A new term begins with none of what an older one remembered.
final class LeaderTerm: CacheListener {
  let secretReconciler: StaticSecretReconciler
  let sessions: SessionPool
  let board: SourceBoard
  let startedAt: Instant
  private let registry: ServerRegistry
  private let recorder: EventRecorder
  private let controllers: [ResourceController]

  init(
    options: OperatorOptions, environment: RuntimeEnvironment, caches: Caches,
    logins: LoginContext, transports: @escaping TransportFactory
  ) {
    startedAt = environment.time.now
    func queue(_ resource: APIResource) -> WorkQueue<ObjectKey> {
      WorkQueue(
        ResourceController.name(resource), time: environment.time,
        randomness: environment.randomness, metrics: environment.metrics,
        mostOfLane: options.workersOfNamespace, lane: \.namespace)
    }
    let (connectionQueue, authQueue, secretQueue) = (
      queue(.connections), queue(.auths), queue(.staticSecrets)
    )
    let policy = options.policy
    recorder = EventRecorder(
      environment: environment, instance: options.identity ?? "redoubt-operator")
    let statuses = StatusReporter(environment: environment, recorder: recorder)
    let reader = SecretReader(environment: environment, policy: policy)
    registry = ServerRegistry(
      time: environment.time, metrics: environment.metrics,
      trusted: { options.trusts($0, $1) }, make: transports
    ) { connectionQueue.add($0, .refresh) }
    sessions = SessionPool(
      context: logins, metrics: environment.metrics, randomness: environment.randomness
    ) { session in
      for owner in session.owners { authQueue.add(owner, .change) }
    }
    board = SourceBoard(
      time: environment.time, randomness: environment.randomness, metrics: environment.metrics,
      logger: environment.logger
    ) { subscribers in
      for subscriber in subscribers.sorted() { secretQueue.add(subscriber, .refresh) }
    }
    let connections = ConnectionReconciler(
      environment: environment, cache: caches.connections, registry: registry, reader: reader,
      statuses: statuses, defaultAddress: options.defaultAddress
    ) { key in
      for auth in caches.auths.store.keys(under: .object(.connections, key)) { authQueue.add(auth) }
    }
    let auths = AuthReconciler(
      caches: caches, registry: registry, sessions: sessions,
      resolver: LoginResolver(reader: reader), clouds: options.clouds, statuses: statuses,
      defaultConnection: options.defaultConnection
    ) { key in
      for secret in caches.staticSecrets.store.keys(under: .object(.auths, key)) {
        secretQueue.add(secret)
      }
    }
    let secrets = StaticSecretReconciler(
      environment: environment, caches: caches,
      access: StaticSecretAccess(
        caches: caches, auths: auths, policy: policy, namespaces: options.namespaces),
      board: board, claims: TargetClaims(caches: caches, policy: policy),
      sync: TargetSync(
        environment: environment, policy: policy,
        engine: TemplateEngine(options.templates, time: environment.time), statuses: statuses,
        rollout: WorkloadRollout(environment: environment, workloads: caches.workloads)),
      statuses: statuses)
    secretReconciler = secrets
    let workers = options.workers
    controllers = [
      ResourceController(
        caches.connections, queue: connectionQueue, workers: workers, environment: environment
      ) { await connections.reconcile($0) },
      ResourceController(
        caches.auths, queue: authQueue, workers: workers, environment: environment
      ) { await auths.reconcile($0) },
      ResourceController(
        caches.staticSecrets, queue: secretQueue, workers: workers, environment: environment,
        patience: { secrets.patience(for: $0, $1) }
      ) { await secrets.reconcile($0) },
    ]
  }

  /// Works until the task is cancelled; the caches must be synced.
  func run() async {
    for controller in controllers { controller.enqueueAll() }
    await withDiscardingTaskGroup { group in
      group.addTask { await self.registry.run() }
      group.addTask { await self.recorder.run() }
      group.addTask { await self.sessions.run() }
      group.addTask { await self.board.run() }
      for controller in controllers { group.addTask { await controller.run() } }
    }
  }

  /// Whether no work waits or runs; what is fetched or delayed does not count.
  var isIdle: Bool { controllers.allSatisfy(\.queue.isIdle) }

  // MARK: Listener

  func changed(_ change: CacheChange) {
    for controller in controllers { controller.take(change) }
  }

  /// A target that was written and deleted within a gap is in no list: every resource compares.
  func relisted() {
    for controller in controllers { controller.enqueueAll(.refresh) }
  }
}
