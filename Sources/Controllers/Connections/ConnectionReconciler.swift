import HTTPTypes
import InfisicalClient
import InfisicalModel
import KubernetesClient
import Logging
import OperatorRuntime
import Seams
import Synchronization
import YAMLSyntax

/// Brings InfisicalConnections in line: resolves address and authorities, and looks whether the server
/// answers.
///
/// Checks run beside the workers: a server that hangs holds up no worker.
final class ConnectionReconciler: Sendable {
  private struct Check {
    var server: ServerKey
    var isRunning = false
    var problem: String?
    var doneAt: Instant?
    var failures = 0
  }

  /// As upstream (v0.11.5).
  private static let pause = Duration.seconds(300)

  private let environment: RuntimeEnvironment
  private let store: ConnectionStore
  private let registry: ServerRegistry
  private let reader: SecretReader
  private let recorder: EventRecorder
  private let statuses: StatusWriter
  private let defaultAddress: String?
  private let tasks = BackgroundTasks()
  private let checks = Mutex<[ObjectKey: Check]>([:])
  private let again: @Sendable (ObjectKey) -> Void
  private let serverChanged: @Sendable (ObjectKey) -> Void

  /// `again` enqueues a connection whose check is through; `serverChanged` tells those who use it.
  init(
    environment: RuntimeEnvironment, store: ConnectionStore, registry: ServerRegistry,
    reader: SecretReader, recorder: EventRecorder, defaultAddress: String?,
    again: @escaping @Sendable (ObjectKey) -> Void,
    serverChanged: @escaping @Sendable (ObjectKey) -> Void
  ) {
    self.environment = environment
    self.store = store
    self.registry = registry
    self.reader = reader
    self.recorder = recorder
    statuses = StatusWriter(environment: environment)
    self.defaultAddress = defaultAddress
    self.again = again
    self.serverChanged = serverChanged
  }

  /// Runs checks until the task is cancelled.
  func run() async { await tasks.run() }

  func reconcile(_ key: ObjectKey) async -> Outcome {
    guard let item = store[key], !item.head.isDeleting else {
      if registry.remove(key) { serverChanged(key) }
      checks.withLock { $0[key] = nil }
      statuses.forget(.connections, key)
      return .done
    }
    let server: ServerKey
    do throws(ResourceProblem) {
      server = try await resolve(item)
    } catch {
      // What only cannot be read at the moment says nothing about the server in use.
      let isKept = error.isTransient && registry.server(of: key) != nil
      if !isKept, registry.remove(key, because: error.message) { serverChanged(key) }
      guard await write(item, problem: error.message) else { return .retry() }
      return error.isTransient ? .retry() : .again(after: Self.pause)
    }
    let now = environment.time.now
    let check = checks.withLock { checks -> Check? in
      if let check = checks[key], check.server == server, check.isRunning { return nil }
      if let check = checks[key], check.server == server, let doneAt = check.doneAt,
        now - doneAt < Self.delay(check)
      {
        return check
      }
      let failures = checks[key]?.server == server ? checks[key]?.failures ?? 0 : 0
      checks[key] = Check(server: server, isRunning: true, failures: failures)
      tasks.spawn { [self] in await look(key, server) }
      return nil
    }
    guard let check, let doneAt = check.doneAt else { return .done }
    guard await write(item, problem: check.problem) else { return .retry() }
    return .again(after: doneAt + Self.delay(check) - now)
  }

  private static func delay(_ check: Check) -> Duration {
    check.problem == nil ? pause : min(.seconds(1 << min(check.failures, 8)), pause)
  }

  private func resolve(_ item: ConnectionItem) async throws(ResourceProblem) -> ServerKey {
    if let problem = item.problem { throw ResourceProblem(problem) }
    let text = item.spec.address ?? ""
    let chosen = text.isEmpty ? defaultAddress ?? "" : text
    guard !chosen.isEmpty else {
      throw ResourceProblem("spec.address is empty, and the operator has no INFISICAL_HOST_API")
    }
    guard let address = ServerAddress(chosen) else {
      throw ResourceProblem("the address is no URL such as https://infisical.example.com")
    }
    var authorities: [UInt8] = []
    if let reference = item.spec.authorities {
      authorities = try await reader.bytes(reference, from: item.head.key.namespace).reveal()
    }
    do throws(TransportError) {
      if try registry.assign(address, authorities: authorities, to: item.head.key) {
        serverChanged(item.head.key)
      }
    } catch {
      throw ResourceProblem("spec.tls.caCertificate cannot be used: \(error)")
    }
    guard let server = registry.server(of: item.head.key) else {
      throw ResourceProblem("the connection was removed", isTransient: true)
    }
    return server.key
  }

  private func look(_ key: ObjectKey, _ server: ServerKey) async {
    guard let client = registry.server(of: key), client.key == server else { return again(key) }
    var problem: String?
    do throws(InfisicalError) {
      let reply = try await client.send(.get, "/status", name: "status", timeout: .seconds(30))
      if (try? JSONReader.parse(reply.body))?.text("message") != "Ok" {
        problem = "\(server.address) does not answer like Infisical"
      }
    } catch {
      problem = error.message
    }
    let now = environment.time.now
    checks.withLock { checks in
      guard checks[key]?.server == server else { return }
      checks[key]?.isRunning = false
      checks[key]?.doneAt = now
      checks[key]?.problem = problem
      let failures = checks[key]?.failures ?? 0
      checks[key]?.failures = problem == nil ? 0 : failures + 1
    }
    again(key)
  }

  private func write(_ item: ConnectionItem, problem: String?) async -> Bool {
    let condition = ConditionText(
      Conditions.isReady, problem == nil, problem == nil ? "Ok" : "Error", problem ?? "Ready")
    do throws(APIError) {
      if try await statuses.write(
        .connections, item, [condition], turning: Conditions.isReady)
      {
        recorder.record(
          EventSubject(.connections, item.head), problem == nil ? .normal : .warning,
          problem == nil ? "Ready" : "NotReady", problem ?? "the server answers")
      }
      return true
    } catch {
      environment.logger.warning(
        "cannot write the status",
        metadata: ["connection": "\(item.head.key)", "error": "\(error)"])
      return false
    }
  }
}
