package import InfisicalClient
import KubernetesClient
package import OperatorRuntime
import Seams
import Synchronization
import YAMLSyntax

/// The operator without its process: caches, election, controllers.
package final class ControllerManager: Sendable {
  private let options: OperatorOptions
  private let environment: RuntimeEnvironment
  private let caches: Caches
  private let synced = SyncedFlag()
  private let hub = CacheHub()
  private let informers: [@Sendable () async -> Void]
  private let logins: LoginContext
  private let transports: TransportFactory
  private let term = Mutex<LeaderTerm?>(nil)

  package init(
    options: OperatorOptions, environment: RuntimeEnvironment, logins: LoginContext,
    transports: @escaping TransportFactory
  ) {
    self.options = options
    self.environment = environment
    self.logins = logins
    self.transports = transports
    caches = Caches(defaultConnection: options.defaultConnection)
    let namespaces: [String?] = options.namespaces.isEmpty ? [nil] : options.namespaces
    informers = caches.informers(
      CacheScope(
        namespaces: namespaces,
        home: options.namespaces.isEmpty || options.namespaces.contains(options.namespace)
          ? nil : options.namespace,
        environment: environment, synced: synced, hub: hub))
    OperatorMetrics.declare(environment.metrics)
  }

  /// Whether all that has to be known is known.
  package var isReady: Bool { synced.isSynced }

  /// Whether we lead, or need not.
  package var isLeading: Bool { term.withLock { $0 != nil } }

  /// Whether no work waits or runs.
  package var isIdle: Bool { term.withLock { $0?.isIdle ?? false } }

  /// Works until the task is cancelled.
  package func run() async {
    await withDiscardingTaskGroup { group in
      for informer in informers { group.addTask { await informer() } }
      await synced.wait()
      guard !Task.isCancelled else { return }
      if let identity = options.identity {
        let fence = LeaseFence(time: environment.time)
        let environment = environment.fenced(by: fence)
        await LeaderElector(
          environment: self.environment, lease: .init(options.namespace, options.lease),
          identity: identity, fence: fence
        ).run { await self.lead(environment) }
      } else {
        await lead(environment)
      }
      group.cancelAll()
    }
  }

  private func lead(_ environment: RuntimeEnvironment) async {
    let term = LeaderTerm(
      options: options, environment: environment, caches: caches, logins: logins,
      transports: transports)
    self.term.withLock { $0 = term }
    hub.set(term)
    await term.run()
    hub.set(nil)
    self.term.withLock { $0 = nil }
  }

  /// Brings the gauges up to date that are true only at the moment of asking.
  package func updateMetrics() {
    OperatorMetrics.update(term.withLock { $0 }, environment, caches)
  }
}
