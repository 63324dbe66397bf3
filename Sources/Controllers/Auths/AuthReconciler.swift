import InfisicalClient
import InfisicalModel
import KubernetesClient
import Logging
import OperatorRuntime
import Seams
import Synchronization
import YAMLSyntax

/// Brings InfisicalAuths in line: reads their credentials and gives each its session.
///
/// Logging in is the session's work, beside the workers; its outcome comes back as another turn.
final class AuthReconciler: Sendable {
  private let environment: RuntimeEnvironment
  private let store: AuthStore
  private let connections: ConnectionStore
  private let registry: ServerRegistry
  private let sessions: SessionPool
  private let resolver: LoginResolver
  private let recorder: EventRecorder
  private let statuses: StatusWriter
  private let defaultConnection: ObjectKey
  /// Auths that cannot have a session, and why.
  private let problems = Mutex<[ObjectKey: String]>([:])
  private let sessionChanged: @Sendable (ObjectKey) -> Void

  /// `sessionChanged` tells those who use an auth that it has another session, or none.
  init(
    environment: RuntimeEnvironment, store: AuthStore, connections: ConnectionStore,
    registry: ServerRegistry, sessions: SessionPool, resolver: LoginResolver,
    recorder: EventRecorder, defaultConnection: ObjectKey,
    sessionChanged: @escaping @Sendable (ObjectKey) -> Void
  ) {
    self.environment = environment
    self.store = store
    self.connections = connections
    self.registry = registry
    self.sessions = sessions
    self.resolver = resolver
    self.recorder = recorder
    statuses = StatusWriter(environment: environment)
    self.defaultConnection = defaultConnection
    self.sessionChanged = sessionChanged
  }

  /// The session of an auth, or why it has none; nil while that is being found out.
  func session(of key: ObjectKey) -> Result<Session, ResourceProblem>? {
    if let problem = problems.withLock({ $0[key] }) { return .failure(ResourceProblem(problem)) }
    return sessions.session(of: key.description).map { .success($0) }
  }

  func reconcile(_ key: ObjectKey) async -> Outcome {
    guard let item = store[key], !item.head.isDeleting else {
      problems.withLock { $0[key] = nil }
      statuses.forget(.auths, key)
      if sessions.session(of: key.description) != nil {
        sessions.remove(key.description)
        sessionChanged(key)
      }
      return .done
    }
    do throws(ResourceProblem) {
      // The connection's first turn is still to come, and brings us back.
      guard let plan = try await plan(item) else { return .done }
      let before = sessions.session(of: key.description)?.key
      let session = sessions.assign(plan, to: key.description)
      let hadProblem = problems.withLock { $0.removeValue(forKey: key) } != nil
      if before != session.key || hadProblem { sessionChanged(key) }
      switch session.standing {
      case .pending: return .done
      case .ready: return await write(item, problem: nil) ? .done : .retry()
      case .failed(let error):
        return await write(item, problem: "login failed: \(error)") ? .done : .retry()
      }
    } catch {
      // What only cannot be read at the moment says nothing about the credentials of a session; but one
      // whose credentials are gone must not live on.
      let isKept = error.isTransient && sessions.session(of: key.description) != nil
      if !isKept {
        let before = problems.withLock { $0.updateValue(error.message, forKey: key) }
        sessions.remove(key.description)
        if before != error.message { sessionChanged(key) }
      }
      guard await write(item, problem: error.message) else { return .retry() }
      // An account or an annotation that is not watched may put it right.
      return error.isTransient ? .retry() : .again(after: .seconds(60))
    }
  }

  private func plan(_ item: AuthItem) async throws(ResourceProblem) -> LoginPlan? {
    if let problem = item.problem { throw ResourceProblem(problem) }
    guard let wish = item.spec.login else {
      throw ResourceProblem("method \(item.spec.method) needs its settings in the spec")
    }
    let name = item.spec.connection ?? defaultConnection
    guard let connection = connections[name] else {
      throw ResourceProblem("InfisicalConnection \(name) does not exist")
    }
    if let refusal = resolver.reader.policy.refusal(
      of: "InfisicalConnection \(name)", in: name.namespace,
      annotations: connection.head.annotations, from: item.head.key.namespace)
    {
      // The connection `default` of the operator is there for all, unless its annotation says otherwise.
      let isRestricted = connection.head.annotations[Annotations.allowedNamespaces] != nil
      if item.spec.connection != nil || isRestricted { throw ResourceProblem(refusal) }
    }
    guard let server = registry.server(of: name) else {
      guard let problem = registry.problem(of: name) else { return nil }
      throw ResourceProblem("InfisicalConnection \(name) cannot be used: \(problem)")
    }
    let method = try await resolver.method(wish, from: item.head.key.namespace)
    return LoginPlan(server: server, method: method, identity: item.head.key.description)
  }

  private func write(_ item: AuthItem, problem: String?) async -> Bool {
    let isReady = problem == nil
    let conditions = [
      ConditionText(
        Conditions.isReady, isReady, isReady ? "Ok" : "Error", problem ?? "Authenticated"),
      ConditionText(Conditions.authMethod, isReady, "Ok", item.spec.method),
    ]
    do throws(APIError) {
      if try await statuses.write(.auths, item, conditions, turning: Conditions.isReady) {
        recorder.record(
          EventSubject(.auths, item.head), isReady ? .normal : .warning,
          isReady ? "Authenticated" : "NotAuthenticated", problem ?? "logged in")
      }
      return true
    } catch {
      environment.logger.warning(
        "cannot write the status", metadata: ["auth": "\(item.head.key)", "error": "\(error)"])
      return false
    }
  }
}
