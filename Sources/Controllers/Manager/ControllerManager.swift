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
    caches = Caches(
      stores: Stores(defaultConnection: options.defaultConnection),
      namespaces: options.namespaces, home: options.namespace, environment: environment)
    OperatorMetrics.declare(environment.metrics)
  }

  /// Whether all that has to be known is known.
  package var isReady: Bool { caches.synced.isSynced }

  /// Whether we lead, or need not.
  package var isLeading: Bool { term.withLock { $0 != nil } }

  /// Whether no work waits or runs.
  package var isIdle: Bool { term.withLock { $0?.isIdle ?? false } }

  /// Works until the task is cancelled.
  package func run() async {
    await withDiscardingTaskGroup { group in
      group.addTask { await self.caches.run() }
      await caches.synced.wait()
      guard !Task.isCancelled else { return }
      if let identity = options.identity {
        await LeaderElector(
          environment: environment,
          lease: .init(options.namespace, options.lease), identity: identity
        ).run { await self.lead() }
      } else {
        await lead()
      }
      group.cancelAll()
    }
  }

  private func lead() async {
    let term = LeaderTerm(
      options: options, environment: environment, stores: caches.stores, logins: logins,
      transports: transports)
    self.term.withLock { $0 = term }
    caches.listen(term)
    await term.run()
    caches.listen(nil)
    self.term.withLock { $0 = nil }
  }

  /// Brings the gauges up to date that are true only at the moment of asking.
  package func updateMetrics() {
    OperatorMetrics.update(term.withLock { $0 }, environment, caches.stores)
  }
}
