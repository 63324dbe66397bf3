import HTTPTypes
package import Seams
import Synchronization

/// One query that is asked again and again for all who subscribed to it.
package final class Source: Sendable {
  /// The state of a source.
  package struct Standing: Sendable {
    /// What it gave last; kept through failures.
    package var snapshot: Snapshot?
    /// Why the last fetch failed; nil when it did not.
    package var failure: InfisicalError?
    package var succeededAt: Instant?
    package var nextAt: Instant?
  }

  /// What one of its subscribers wants.
  struct Subscription {
    var interval: Duration
    var wantsEvents: Bool
  }

  private struct State {
    var standing = Standing()
    var subscribers: [ObjectKey: Subscription] = [:]
    var etag: String?
    /// When the fetch began that `nextAt` follows.
    var startedAt: Instant?
    var failures = 0
    var refusals = RefusalMemory()
    var isUrgent = false
    /// Whether the second fetch is still to come.
    var isFirst = true

    var interval: Duration {
      subscribers.values.min { $0.interval < $1.interval }?.interval ?? .seconds(60)
    }

    /// When the next fetch is due; a shortened interval counts from the fetch before.
    func due(now: Instant) -> Instant {
      guard let nextAt = standing.nextAt, let startedAt else { return standing.nextAt ?? now }
      let regular = standing.failure == nil ? min(nextAt, startedAt + interval) : nextAt
      // Someone asked for it: at once, but not more often than the server should be asked.
      return isUrgent ? min(regular, startedAt + Source.urgentPause) : regular
    }
  }

  /// Fetches that someone asked for are at least so far apart.
  fileprivate static let urgentPause = Duration.seconds(2)
  /// Failures after which something that does not pass is asked for at the interval of the resource only.
  private static let quickRetries = 7
  private static let mostPause = Duration.seconds(300)

  package let query: SecretsQuery
  package let session: Session
  private let time: any TimeSource
  private let randomness: Randomness
  private let metrics: MetricsRegistry
  private let state = Mutex(State())
  private let job: Job
  private let budget: SnapshotBudget
  private let onChange: @Sendable ([ObjectKey]) -> Void

  /// The first fetch waits until `startAt`, if there is one.
  init(
    _ query: SecretsQuery, session: Session, startAt: Instant?, time: any TimeSource,
    randomness: Randomness, metrics: MetricsRegistry, budget: SnapshotBudget,
    onChange: @escaping @Sendable ([ObjectKey]) -> Void
  ) {
    self.query = query
    self.session = session
    self.time = time
    self.randomness = randomness
    self.metrics = metrics
    self.budget = budget
    self.onChange = onChange
    job = Job(time: time)
    state.withLock { state in
      state.standing.nextAt = startAt
      // Those that began one after the other need not be spread again.
      state.isFirst = startAt == nil
    }
  }

  package var standing: Standing { state.withLock { $0.standing } }

  /// Whether someone wants to hear of changes at once.
  var wantsEvents: Bool {
    state.withLock { $0.subscribers.values.contains(where: \.wantsEvents) }
  }

  /// Takes over what another source of the same query knew and whom it served: its session is gone.
  func inherit(_ other: Source) {
    let (standing, subscribers) = other.state.withLock { ($0.standing, $0.subscribers) }
    state.withLock { state in
      state.standing = standing
      state.standing.nextAt = nil
      state.subscribers = subscribers
    }
  }

  func subscribe(_ subscriber: ObjectKey, _ subscription: Subscription) {
    let isSooner = state.withLock { state in
      let before = state.subscribers.isEmpty ? nil : state.interval
      state.subscribers[subscriber] = subscription
      return before.map { subscription.interval < $0 } ?? false
    }
    if isSooner { job.wake() }
  }

  /// Whether nobody is left.
  func unsubscribe(_ subscriber: ObjectKey) -> Bool {
    state.withLock { state in
      state.subscribers[subscriber] = nil
      return state.subscribers.isEmpty
    }
  }

  func retire() {
    job.end()
    budget.forget(ObjectIdentifier(self))
  }

  deinit { budget.forget(ObjectIdentifier(self)) }

  /// Fetches at once: something is known to have changed, or someone asks for it.
  package func refresh() {
    state.withLock { state in
      state.isUrgent = true
      // Who edited the resource may have mended the permission.
      state.refusals = RefusalMemory()
    }
    begin()
    job.wake()
  }

  /// Begins the first fetch if that was put off.
  func begin() {
    let wasPutOff = state.withLock { state in
      guard state.startedAt == nil, state.standing.nextAt != nil else { return false }
      state.standing.nextAt = nil
      return true
    }
    if wasPutOff { job.wake() }
  }

  /// Fetches within `window`: something may have changed.
  func refresh(within window: Duration) {
    let at = time.now + .milliseconds(Int64(Double(window.milliseconds) * randomness.fraction()))
    let isSooner = state.withLock { state in
      guard let nextAt = state.standing.nextAt, at < nextAt else { return false }
      state.standing.nextAt = at
      return true
    }
    if isSooner { job.wake() }
  }

  // MARK: Fetching

  /// Fetches until the source is retired or the task cancelled.
  func run() async {
    session.listen(job)
    defer { session.unlisten(job) }
    await job.run { await self.turn() }
  }

  private func turn() async -> Job.Next {
    let now = time.now
    guard let token = session.token else {
      if case .failed(let error) = session.standing, failed(error) {
        // The next token ends this failure at once.
        state.withLock { $0.standing.nextAt = nil }
      }
      return .whenWoken
    }
    let due = state.withLock { $0.due(now: now) }
    guard due <= now else { return .at(due) }
    state.withLock { state in
      state.isUrgent = false
      state.startedAt = now
    }
    do throws(InfisicalError) {
      try await fetch(token)
      let phase = phase
      let next = state.withLock { state in
        // The second fetch comes sooner, by a share that each source has for itself: those that began together do not
        // stay together.
        let share = state.isFirst ? 0.5 + 0.5 * phase : 1
        state.isFirst = false
        state.failures = 0
        let next = now + .milliseconds(Int64(Double(state.interval.milliseconds) * share))
        state.standing.nextAt = next
        return next
      }
      return .at(max(next, time.now))
    } catch {
      guard !Task.isCancelled else { return .never }
      if error.code == .pending || isReplacing(token, for: error) {
        state.withLock { $0.standing.nextAt = nil }
        // The new token wakes us.
        return session.token == nil ? .whenWoken : .at(now)
      }
      failed(error)
      return .at(pause(after: error))
    }
  }

  /// Sets and gives the time of the next attempt.
  private func pause(after error: InfisicalError) -> Instant {
    let share = 0.8 + 0.4 * randomness.fraction()
    let now = time.now
    return state.withLock { state in
      let doubled = Duration.seconds(1) * (1 << min(state.failures, 8))
      let pause: Duration
      if error.code.mayPass {
        pause = min(doubled, max(state.interval, .seconds(5)), Self.mostPause)
      } else if state.failures < Self.quickRetries {
        pause = min(doubled, max(state.interval, .seconds(5)))
      } else {
        // What is not there, or not allowed, is seldom there a minute later; an edit tries at once.
        pause = max(state.interval, .seconds(5))
      }
      state.failures += 1
      let next = now + .milliseconds(Int64(Double(pause.milliseconds) * share))
      let at = error.retryAt.map { max($0, now) } ?? next
      state.standing.nextAt = at
      return at
    }
  }

  /// A number from 0 to 1 that is always the same for the query.
  private var phase: Double {
    let digest = SecretsReply.digest(Array(query.description.utf8))
    return Double(UInt64(digest.prefix(8), radix: 16) ?? 0) / Double(UInt32.max)
  }

  /// Whether the token is being replaced because of `error`.
  private func isReplacing(_ token: TokenMachine.Token, for error: InfisicalError) -> Bool {
    guard error.code == .unauthorized || error.code == .forbidden else { return false }
    // Someone else had it replaced already: the next attempt has the new one.
    if session.token?.generation != token.generation { return true }
    let now = time.now
    // 401 is about the token: how often that is replaced, the session bounds. 403 seldom is.
    if error.code == .forbidden {
      guard state.withLock({ $0.refusals.mayAsk(now: now) }) else { return false }
    }
    let isReplaced = session.refused(token.generation)
    if isReplaced, error.code == .forbidden { state.withLock { $0.refusals.asked(now: now) } }
    return isReplaced
  }

  private func fetch(_ token: TokenMachine.Token) async throws(InfisicalError) {
    let project: String
    switch query.project {
    case .identifier(let identifier): project = identifier
    case .slug(let slug): project = try await session.project(slug: slug)
    }
    var headers = HTTPFields()
    if let etag = state.withLock({ $0.etag }) { headers[.ifNoneMatch] = etag }
    let reply: HTTPReply
    do throws(InfisicalError) {
      reply = try await session.server.send(
        .get, query.target(project: project), name: "secrets", token: token.value,
        headers: headers)
    } catch {
      if error.code == .notFound, case .slug(let slug) = query.project {
        session.forgetProject(slug: slug)
      }
      throw error
    }
    session.served(token.generation)
    state.withLock { $0.refusals.served() }
    if reply.status == 304 {
      metrics.count("infisical_cache_hits_total", ["kind": "etag"])
      return succeeded(nil, etag: nil)
    }
    let digest = SecretsReply.digest(reply.body)
    if standing.snapshot?.digest == digest {
      metrics.count("infisical_cache_hits_total", ["kind": "digest"])
      return succeeded(nil, etag: reply.headers[.eTag])
    }
    let snapshot = try SecretsReply.read(reply.body, digest: digest)
    let lane = session.owners.first?.namespace ?? ""
    guard budget.keep(reply.body.count, for: ObjectIdentifier(self), lane: lane) else {
      throw InfisicalError(
        .unreadable,
        "the secrets of namespace \(lane) use more than \(SnapshotBudget.mostOfLane >> 20) MiB, or those of all "
          + "more than \(SnapshotBudget.most >> 20) MiB")
    }
    succeeded(snapshot, etag: reply.headers[.eTag])
  }

  private func succeeded(_ snapshot: Snapshot?, etag: String?) {
    let now = time.now
    let (changed, subscribers) = state.withLock { state in
      let hadFailed = state.standing.failure != nil
      if let snapshot { state.standing.snapshot = snapshot }
      if snapshot != nil || etag != nil { state.etag = etag }
      state.standing.failure = nil
      state.standing.succeededAt = now
      return (snapshot != nil || hadFailed, Array(state.subscribers.keys))
    }
    if changed { onChange(subscribers) }
  }

  /// Notes a failure; gives whether the source counts as failed.
  @discardableResult
  private func failed(_ error: InfisicalError) -> Bool {
    let now = time.now
    let (isFailed, changed, subscribers) = state.withLock { state -> (Bool, Bool, [ObjectKey]) in
      // What was read last stands in for a server that is busy or away, for a while: after that it is told.
      let grace = state.interval * 2 + .seconds(30)
      if error.code.mayPass, let succeededAt = state.standing.succeededAt, now - succeededAt < grace
      {
        return (false, false, [])
      }
      let before = state.standing.failure
      state.standing.failure = error
      return (true, before?.code != error.code, Array(state.subscribers.keys))
    }
    if changed { onChange(subscribers) }
    return isFailed
  }
}

extension InfisicalError.Code {
  /// Whether the same request may be answered a little later: the server is busy or away.
  var mayPass: Bool { self == .rateLimited || self == .circuitOpen || self == .unavailable }
}
