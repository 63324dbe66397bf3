import InfisicalClient
import InfisicalModel
import KubernetesClient
import Logging
import OperatorRuntime
import Seams
import Synchronization
import YAMLSyntax

/// How an auth stands for those who use it.
enum AuthStanding: Sendable {
  /// Its first turn is still to come.
  case unknown
  /// It has no session, and why.
  case refused(String)
  case session(Session)

  /// Whether those who use it have to act on the change to `other`.
  func isNews(after other: AuthStanding) -> Bool {
    switch (self, other) {
    case (.unknown, .unknown): false
    case (.refused(let text), .refused(let former)): text != former
    // One of the same credentials is another one once its server was replaced.
    case (.session(let session), .session(let former)): session !== former
    default: true
    }
  }
}

/// Brings InfisicalAuths in line: reads their credentials and gives each its session.
///
/// Logging in is the session's work, beside the workers; its outcome comes back as another turn.
final class AuthReconciler: Sendable {
  private let cache: ResourceCache<AuthWish>
  private let connections: ResourceCache<ConnectionWish>
  private let registry: ServerRegistry
  private let sessions: SessionPool
  private let resolver: LoginResolver
  private let clouds: CloudPolicy
  private let statuses: StatusReporter
  private let defaultConnection: ObjectKey
  private let standings = Mutex<[ObjectKey: AuthStanding]>([:])
  private let sessionChanged: @Sendable (ObjectKey) -> Void

  /// `sessionChanged` tells those who use an auth that it has another session, or none.
  init(
    caches: Caches, registry: ServerRegistry, sessions: SessionPool, resolver: LoginResolver,
    clouds: CloudPolicy, statuses: StatusReporter, defaultConnection: ObjectKey,
    sessionChanged: @escaping @Sendable (ObjectKey) -> Void
  ) {
    cache = caches.auths
    connections = caches.connections
    self.registry = registry
    self.sessions = sessions
    self.resolver = resolver
    self.clouds = clouds
    self.statuses = statuses
    self.defaultConnection = defaultConnection
    self.sessionChanged = sessionChanged
  }

  /// The state of `key`.
  func standing(of key: ObjectKey) -> AuthStanding {
    standings.withLock { $0[key] ?? .unknown }
  }

  private func set(_ key: ObjectKey, _ standing: AuthStanding) {
    let isNews = standings.withLock { standings in
      let former = standings[key] ?? .unknown
      if case .unknown = standing { standings[key] = nil } else { standings[key] = standing }
      return standing.isNews(after: former)
    }
    if isNews { sessionChanged(key) }
  }

  func reconcile(_ key: ObjectKey) async -> Outcome {
    guard let item = cache[key], !item.head.isDeleting else {
      statuses.forget(.auths, key)
      sessions.remove(key)
      set(key, .unknown)
      return .done
    }
    do throws(ResourceProblem) {
      // The connection's first turn is still to come, and brings us back.
      guard let plan = try await plan(item) else { return .done }
      let session = sessions.assign(plan, to: key)
      set(key, .session(session))
      switch session.standing {
      case .pending: return .done
      case .ready:
        let outcome = await write(item, problem: nil)
        // Accounts, and Secrets outside the operator's namespaces, are not watched.
        return outcome == .done && item.usesOthers ? .again(after: SecretReader.pause) : outcome
      case .failed(let error): return await write(item, problem: "login failed: \(error)")
      }
    } catch {
      // What cannot be read at the moment says nothing about the credentials of a session; but one
      // whose credentials are gone must not live on.
      var isKept = false
      if case .retry = error.cure, case .session = standing(of: key) { isKept = true }
      if !isKept {
        sessions.remove(key)
        set(key, .refused(error.message))
      }
      return await write(item, problem: error.message).then(error.cure)
    }
  }

  /// The login that an auth asks for; nil when its connection is still being found out about.
  ///
  /// Everything that is wrong is told at once, in the order in which it has to be mended.
  private func plan(_ item: AuthItem) async throws(ResourceProblem) -> LoginPlan? {
    if let problem = item.problem { throw ResourceProblem(problem) }
    var problems: [String] = []
    let name = item.spec.connection ?? defaultConnection
    let connection = connections[name]
    if let connection {
      if let refusal = refusal(item, name, connection) { problems.append(refusal) }
    } else {
      problems.append("InfisicalConnection \(name) does not exist")
    }
    if item.spec.login == nil {
      problems.append(
        "method \(item.spec.method.rawValue) requires spec.\(item.spec.method.field)")
    }
    guard problems.isEmpty, let wish = item.spec.login else {
      throw ResourceProblem(problems.joined(separator: "; "), cure: .wait(SecretReader.pause))
    }
    guard let server = registry.server(of: name) else {
      guard let problem = registry.problem(of: name) else { return nil }
      throw ResourceProblem("InfisicalConnection \(name) cannot be used: \(problem)")
    }
    if wish.isOfCloud,
      let refusal = clouds.refusal(
        of: item.spec.method.rawValue, in: item.head.key.namespace, connection: name,
        address: server.key.address)
    {
      throw ResourceProblem(refusal)
    }
    let method = try await resolver.method(wish, from: item.head.key.namespace)
    return LoginPlan(server: server, method: method, identity: item.head.key)
  }

  private func refusal(
    _ item: AuthItem, _ name: ObjectKey, _ connection: ConnectionItem
  ) -> String? {
    // The connection `default` of the operator is there for all, unless its annotation says otherwise.
    let isRestricted = connection.head.annotations[Annotations.allowedNamespaces] != nil
    if item.spec.connection == nil, !isRestricted { return nil }
    return resolver.reader.policy.refusal(
      of: .connection, "InfisicalConnection \(name)", in: name.namespace,
      annotations: connection.head.annotations, from: item.head.key.namespace)
  }

  private func write(_ item: AuthItem, problem: String?) async -> Outcome {
    let isReady = problem == nil
    return await statuses.report(
      .auths, item,
      [
        ConditionText(
          Conditions.isReady, isReady, isReady ? "Ok" : "Error", problem ?? "Authenticated"),
        ConditionText(Conditions.authMethod, isReady, "Ok", item.spec.method.rawValue),
      ], turning: Conditions.isReady,
      event: problem.map { ("NotAuthenticated", $0) } ?? ("Authenticated", "logged in"))
  }
}
