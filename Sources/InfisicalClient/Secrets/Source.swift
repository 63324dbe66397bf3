import HTTPTypes
package import Seams
import Synchronization

/// One query that is asked again and again for all who subscribed to it.
package final class Source: Sendable {
  /// How a source stands.
  package struct Standing: Sendable {
    /// What it gave last; kept through failures.
    package var snapshot: Snapshot?
    /// Why the last fetch failed; nil when it did not.
    package var failure: InfisicalError?
    package var succeededAt: Instant?
    package var nextAt: Instant?
  }

  private struct State {
    var standing = Standing()
    var subscribers: [SubscriberID: Subscription] = [:]
    var etag: String?
    var isRetired = false
    var isUrgent = false

    var shortestInterval: Duration? {
      subscribers.values.min { $0.interval < $1.interval }?.interval
    }
  }

  struct Subscription {
    var interval: Duration
    var wantsEvents: Bool
  }

  package let query: SecretsQuery
  package let session: Session
  private let time: any TimeSource
  private let randomness: Randomness
  private let metrics: MetricsRegistry
  private let state = Mutex(State())
  let wake = Signal()
  private let onChange: @Sendable ([SubscriberID]) -> Void

  init(
    _ query: SecretsQuery, session: Session, time: any TimeSource, randomness: Randomness,
    metrics: MetricsRegistry, onChange: @escaping @Sendable ([SubscriberID]) -> Void
  ) {
    self.query = query
    self.session = session
    self.time = time
    self.randomness = randomness
    self.metrics = metrics
    self.onChange = onChange
  }

  package var standing: Standing { state.withLock { $0.standing } }

  /// Whether somebody wants to hear of changes at once.
  var wantsEvents: Bool {
    state.withLock { $0.subscribers.values.contains(where: \.wantsEvents) }
  }

  /// Takes over what another source of the same query knew and whom it served: its session is gone.
  func inherit(_ other: Source) {
    let (standing, subscribers) = other.state.withLock { ($0.standing, $0.subscribers) }
    state.withLock { state in
      state.standing = standing
      state.subscribers = subscribers
    }
  }

  func subscribe(_ subscriber: SubscriberID, _ subscription: Subscription) {
    let isSooner = state.withLock { state in
      let before = state.shortestInterval
      state.subscribers[subscriber] = subscription
      return before.map { subscription.interval < $0 } ?? false
    }
    if isSooner { wake.raise() }
  }

  /// Whether nobody is left.
  func unsubscribe(_ subscriber: SubscriberID) -> Bool {
    state.withLock { state in
      state.subscribers[subscriber] = nil
      return state.subscribers.isEmpty
    }
  }

  func retire() {
    state.withLock { $0.isRetired = true }
    wake.raise()
  }

  /// Fetches at once: something is known to have changed.
  package func refresh() {
    state.withLock { $0.isUrgent = true }
    wake.raise()
  }

  private var interval: Duration {
    state.withLock { $0.shortestInterval } ?? .seconds(60)
  }

  // MARK: Fetching

  /// Fetches until the source is retired or the task cancelled.
  func run() async {
    session.listen(wake)
    defer { session.unlisten(wake) }
    var failures = 0
    var isFirst = true
    while !Task.isCancelled, !state.withLock({ $0.isRetired }) {
      guard let token = session.token else {
        if case .failed(let error) = session.standing { failed(error) }
        await wake.wait()
        continue
      }
      state.withLock { $0.isUrgent = false }
      let until: Instant
      do throws(InfisicalError) {
        try await fetch(token)
        failures = 0
        // The second fetch comes sooner, by a share that each source has for itself: those that began
        // together do not stay together.
        let share = isFirst ? 0.5 + 0.5 * phase : 1
        isFirst = false
        until = time.now + .milliseconds(Int64(Double(interval.milliseconds) * share))
      } catch {
        guard !Task.isCancelled else { return }
        if error.code == .pending || isRefusal(error, token) { continue }
        failed(error)
        until = retryTime(error, failures)
        failures += 1
      }
      state.withLock { $0.standing.nextAt = until }
      await pause(until: until)
    }
  }

  /// Waits; a new token or a changed interval alone do not end the wait early.
  private func pause(until: Instant) async {
    let start = time.now
    while !Task.isCancelled, time.now < until {
      await wake.wait(until: until, time)
      let (isUrgent, isRetired, hasFailed) = state.withLock { state in
        (state.isUrgent, state.isRetired, state.standing.failure != nil)
      }
      if isUrgent || isRetired { return }
      // A new token may end a failure.
      if hasFailed, session.token != nil, time.now - start > .seconds(1) { return }
      if time.now - start >= interval { return }
    }
  }

  /// A number from 0 to 1 that is always the same for the query.
  private var phase: Double {
    let digest = SecretsReply.digest(Array(query.description.utf8))
    return Double(UInt64(digest.prefix(8), radix: 16) ?? 0) / Double(UInt32.max)
  }

  private func isRefusal(_ error: InfisicalError, _ token: TokenMachine.Token) -> Bool {
    guard error.code == .unauthorized || error.code == .forbidden else { return false }
    return session.refused(token.generation)
  }

  private func retryTime(_ error: InfisicalError, _ failures: Int) -> Instant {
    if let retryAt = error.retryAt {
      return max(retryAt, time.now) + .milliseconds(Int64(randomness.fraction() * 1500))
    }
    let doubled = min(Duration.seconds(1) * (1 << min(failures, 8)), max(interval, .seconds(5)))
    return time.now + randomness.jitter(doubled, by: 0.2)
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
    if reply.status == 304 {
      metrics.count("infisical_cache_hits_total", ["kind": "etag"])
      return succeeded(nil, etag: nil)
    }
    let digest = SecretsReply.digest(reply.body)
    if standing.snapshot?.digest == digest {
      metrics.count("infisical_cache_hits_total", ["kind": "digest"])
      return succeeded(nil, etag: reply.headers[.eTag])
    }
    succeeded(try SecretsReply.read(reply.body, digest: digest), etag: reply.headers[.eTag])
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

  /// How long what was read last stands in for a server that is busy or away: after that it is said.
  private var grace: Duration { interval * 2 + .seconds(30) }

  private func failed(_ error: InfisicalError) {
    let isPassing = [.rateLimited, .circuitOpen, .unavailable].contains(error.code)
    if isPassing, let succeededAt = standing.succeededAt, time.now - succeededAt < grace { return }
    let (changed, subscribers) = state.withLock { state in
      let before = state.standing.failure
      state.standing.failure = error
      return (before?.code != error.code, Array(state.subscribers.keys))
    }
    if changed { onChange(subscribers) }
  }
}
