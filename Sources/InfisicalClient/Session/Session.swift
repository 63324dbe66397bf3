import HTTPTypes
package import Seams
import Synchronization
import YAMLSyntax

/// One identity at one server: logs in once for all who use it, and again ahead of expiry.
package final class Session: Sendable {
  /// The state of a session.
  package enum Standing: Hashable, Sendable {
    /// The first login is under way.
    case pending
    case ready
    case failed(InfisicalError)
  }

  private struct State {
    var machine = TokenMachine()
    var failure: InfisicalError?
    var failures = 0
    /// When to log in after a failure.
    var retryAt: Instant?
    var owners: Set<ObjectKey> = []
    var listeners: [any Wakeable] = []
    var projects: [String: (identifier: String, until: Instant)] = [:]
  }

  /// Projects do not change their slug often; upstream keeps them as long (v0.11.5).
  private static let projectLife = Duration.seconds(1800)
  private static let firstPause = Duration.seconds(1)
  private static let mostPause = Duration.seconds(300)

  package let key: SessionKey
  package let server: InfisicalServer
  private let plan: LoginPlan
  private let context: LoginContext
  private let metrics: MetricsRegistry
  private let randomness: Randomness
  private let state = Mutex(State())
  private let job: Job
  private let slugs: SingleFlight<String, Result<String, InfisicalError>>
  private let onChange: @Sendable (Session) -> Void

  /// `onChange` hears when the standing changes.
  init(
    _ plan: LoginPlan, context: LoginContext, metrics: MetricsRegistry, randomness: Randomness,
    onChange: @escaping @Sendable (Session) -> Void
  ) {
    key = plan.key
    server = plan.server
    self.plan = plan
    self.context = context
    self.metrics = metrics
    self.randomness = randomness
    self.onChange = onChange
    job = Job(time: context.time)
    slugs = SingleFlight(time: context.time)
  }

  package var standing: Standing {
    let now = context.time.now
    return state.withLock { state in
      if state.machine.usable(now: now) != nil { return .ready }
      return state.failure.map { .failed($0) } ?? .pending
    }
  }

  /// Who uses the session, sorted.
  package var owners: [ObjectKey] { state.withLock { $0.owners.sorted() } }

  /// Time until the token expires; nil without one.
  package var remaining: Duration? {
    let now = context.time.now
    return state.withLock { $0.machine.usable(now: now).map { $0.expires - now } }
  }

  /// The token to send, if there is one.
  package var token: TokenMachine.Token? {
    let now = context.time.now
    return state.withLock { $0.machine.usable(now: now) }
  }

  /// The server refused the token of `generation`; gives whether a new one is being fetched, or is there.
  package func refused(_ generation: Int) -> Bool {
    let now = context.time.now
    let isDropped = state.withLock { $0.machine.refused(generation, now: now) }
    if isDropped { job.wake() }
    return isDropped || token?.generation != generation
  }

  /// The token of `generation` was accepted for something.
  func served(_ generation: Int) { state.withLock { $0.machine.served(generation) } }

  func own(_ owner: ObjectKey) { state.withLock { _ = $0.owners.insert(owner) } }

  /// Whether nobody is left.
  func disown(_ owner: ObjectKey) -> Bool {
    state.withLock { state in
      state.owners.remove(owner)
      return state.owners.isEmpty
    }
  }

  func retire() { job.end() }

  /// Wakes `listener` whenever the standing changes.
  package func listen(_ listener: any Wakeable) {
    state.withLock { $0.listeners.append(listener) }
  }

  package func unlisten(_ listener: any Wakeable) {
    state.withLock { $0.listeners.removeAll { $0 === listener } }
  }

  private func changed() {
    let listeners = state.withLock { $0.listeners }
    for listener in listeners { listener.wake() }
    onChange(self)
  }

  // MARK: Logging in

  /// Logs in and renews until the session is retired or the task cancelled.
  func run() async { await job.run { await self.turn() } }

  private func turn() async -> Job.Next {
    let now = context.time.now
    let due = state.withLock { state -> Instant in
      if let retryAt = state.retryAt { return retryAt }
      return state.machine.isDue(now: now) ? now : state.machine.token?.renewAt ?? now
    }
    guard due <= now else { return .at(due) }
    do throws(InfisicalError) {
      let (value, lifetime) = try await login()
      let share = randomness.fraction()
      let now = context.time.now
      let renewAt = state.withLock { state in
        state.machine.loggedIn(value, lifetime: lifetime, now: now, share: share)
        state.failure = nil
        state.failures = 0
        state.retryAt = nil
        return state.machine.token?.renewAt ?? now
      }
      changed()
      return .at(renewAt)
    } catch {
      guard !Task.isCancelled else { return .never }
      let pause = randomness.fraction()
      let now = context.time.now
      let retryAt = state.withLock { state in
        let doubled = min(Self.firstPause * (1 << min(state.failures, 8)), Self.mostPause)
        let jittered = Int64(Double(doubled.milliseconds) * (0.8 + 0.4 * pause))
        let retryAt = max(now + .milliseconds(jittered), error.retryAt ?? now)
        state.failure = error
        state.failures += 1
        state.retryAt = retryAt
        return retryAt
      }
      changed()
      return .at(retryAt)
    }
  }

  private func login() async throws(InfisicalError) -> (Sensitive<String>, Duration) {
    let body = try await plan.method.body(context)
    let method = type(of: plan.method).path
    metrics.count(
      "infisical_auth_calls_total",
      ["address": key.server.address.base, "method": method, "identity": plan.identity.description])
    let reply = try await server.send(
      .post, "/v1/auth/\(method)/login", name: "login", body: body.reveal())
    guard let node = try? JSONReader.parse(reply.body), let token = node.text("accessToken"),
      !token.isEmpty
    else {
      throw InfisicalError(.unreadable, "the login response has no accessToken")
    }
    // 0 is a token without an end: it is replaced once a day all the same. More than ten years is
    // as good as ten.
    let promised = node.integer("expiresIn") ?? 3600
    let seconds = promised <= 0 ? 86_400 : min(promised, 315_360_000)
    return (Sensitive(token), .seconds(seconds))
  }

  // MARK: Projects

  /// The identifier of a project by its slug.
  package func project(slug: String) async throws(InfisicalError) -> String {
    let now = context.time.now
    if let known = state.withLock({ $0.projects[slug] }), now < known.until {
      return known.identifier
    }
    guard let result = await slugs.run(slug, { await self.askProject(slug) }) else {
      throw InfisicalError(.unavailable, "the request was cancelled")
    }
    return try result.get()
  }

  private func askProject(_ slug: String) async -> Result<String, InfisicalError> {
    do throws(InfisicalError) {
      guard let token else { throw InfisicalError(.pending, "there is no token yet") }
      // Who asks decides whether a refusal is worth another token.
      let reply = try await server.send(
        .get, "/v1/projects/slug/\(URLText.segment(slug))", name: "project", token: token.value)
      guard let identifier = (try? JSONReader.parse(reply.body))?.text("id") else {
        throw InfisicalError(.unreadable, "the response for project `\(slug)` has no id")
      }
      let until = context.time.now + Self.projectLife
      state.withLock { state in
        // Slugs come from tenants: what is kept of them is bounded.
        if state.projects.count >= 1000 { state.projects = [:] }
        state.projects[slug] = (identifier, until)
      }
      return .success(identifier)
    } catch {
      return .failure(error)
    }
  }

  /// Forgets a project's identifier: what it named is gone.
  package func forgetProject(slug: String) { state.withLock { $0.projects[slug] = nil } }
}
