import Logging
import Seams
import Synchronization
import YAMLSyntax

/// The streams of one identity in one project.
final class EventChannel: Sendable {
  private struct State {
    var sources: [SecretsQuery: Source] = [:]
    var isRetired = false
    /// What the streams under way cover.
    var plan: SubscriptionPlan?
    /// The token that may not hear of what lies below folders: with it only the folders themselves are asked for.
    var exactFor: Int?
    /// Sources that an event named, until they are fetched together.
    var announced: Set<SecretsQuery> = []

    /// What the streams should cover.
    func wanted(_ token: Int?) -> SubscriptionPlan {
      SubscriptionPlan(of: sources.keys, isExact: exactFor != nil && exactFor == token)
    }
  }

  /// Servers give a sign of life every 15 seconds; three may be lost.
  private static let silence = Duration.seconds(50)
  /// A plan without events does not get them by asking often.
  private static let planPause = Duration.seconds(3600)
  /// Twenty sources are fetched within this time after a stream was opened.
  private static let catchUp = Duration.seconds(2)
  /// Changes often come in groups, and one fetch serves all of them.
  private static let gathering = Duration.seconds(2)

  let session: Session
  private let project: SecretsQuery.Project
  private let time: any TimeSource
  private let randomness: Randomness
  private let metrics: MetricsRegistry
  private let state = Mutex(State())
  private let wake = Signal()
  private let gatherings = BackgroundTasks()
  private let logger: Logger

  init(
    session: Session, project: SecretsQuery.Project, time: any TimeSource, randomness: Randomness,
    metrics: MetricsRegistry, logger: Logger
  ) {
    self.session = session
    self.project = project
    self.time = time
    self.randomness = randomness
    self.metrics = metrics
    self.logger = logger
  }

  func add(_ source: Source) {
    let isNew = state.withLock { state in
      state.sources.updateValue(source, forKey: source.query) == nil
    }
    if isNew { wake.raise() }
  }

  /// Whether nothing is left to listen for.
  func remove(_ source: Source) -> Bool {
    let (wasThere, isEmpty) = state.withLock { state in
      guard state.sources[source.query] === source else { return (false, state.sources.isEmpty) }
      state.sources[source.query] = nil
      return (true, state.sources.isEmpty)
    }
    if wasThere { wake.raise() }
    return isEmpty
  }

  func retire() {
    state.withLock { $0.isRetired = true }
    wake.raise()
  }

  private var isRetired: Bool { state.withLock { $0.isRetired } }

  /// Listens until the channel is retired or the task cancelled.
  func run() async {
    await withDiscardingTaskGroup { group in
      group.addTask { await self.gatherings.run() }
      await self.listen()
      group.cancelAll()
    }
  }

  private func listen() async {
    session.listen(wake)
    defer { session.unlisten(wake) }
    while !Task.isCancelled, !isRetired {
      // Resources come in crowds: one plan serves all of them.
      try? await time.sleep(Self.gathering)
      let plan = state.withLock { state in
        let plan = state.wanted(session.token?.generation ?? state.exactFor)
        state.plan = plan
        return plan
      }
      await withDiscardingTaskGroup { group in
        for places in plan.streams { group.addTask { await self.listen(places) } }
        // A changed plan starts all streams again; what happens meanwhile is fetched on connecting.
        while !Task.isCancelled, !isOutdated {
          await wake.wait()
        }
        group.cancelAll()
      }
    }
  }

  /// Whether the streams under way are not those that are wanted.
  private var isOutdated: Bool {
    let token = session.token?.generation
    // Without a token nothing can be opened: what is there stays.
    return state.withLock { $0.isRetired || $0.plan != $0.wanted(token ?? $0.exactFor) }
  }

  /// One stream, opened again whenever it ends.
  private func listen(_ places: [SubscriptionPlan.Place]) async {
    let signal = Signal()
    session.listen(signal)
    defer { session.unlisten(signal) }
    var failures = 0
    var refusals = RefusalMemory()
    /// The token with which the stream was refused: a new one may be allowed more.
    var refused: Int?
    while !Task.isCancelled {
      let start = time.now
      var pause = min(Duration.seconds(1) * (1 << min(failures, 6)), .seconds(60))
      failures += 1
      if let token = session.token {
        let ending = await attend(places, token)
        if let retryAt = ending.retryAt { pause = max(pause, retryAt - time.now) }
        switch ending.status {
        // A stream that ends at once is not a success.
        case 200:
          failures = time.now - start > .seconds(60) ? 0 : failures
          refusals.served()
        case 401:
          let now = time.now
          if refusals.mayAsk(now: now), session.refused(token.generation) {
            refusals.asked(now: now)
          }
        case 403:
          let hasGlobs = places.contains { $0 != $0.withoutGlob }
          if hasGlobs {
            note(
              "cannot subscribe to everything below its folders; subscribing to the folders only",
              403)
            state.withLock { $0.exactFor = token.generation }
            wake.raise()
          }
          refused = token.generation
          pause = Self.planPause
        // Nobody may subscribe, or not so: asking again changes nothing.
        case 400, 404:
          refused = token.generation
          pause = Self.planPause
        default: break
        }
        note("ended", ending.status)
      }
      guard !Task.isCancelled else { return }
      metrics.count("infisical_event_streams_ended_total")
      await rest(until: time.now + randomness.jitter(pause, by: 0.2), refused, signal)
    }
  }

  /// Waits; a token other than the one that was refused ends that.
  private func rest(until end: Instant, _ refused: Int?, _ signal: Signal) async {
    while !Task.isCancelled, time.now < end {
      await signal.wait(until: end, time)
      if let refused, let token = session.token, token.generation != refused { return }
    }
  }

  private struct Ending: Sendable {
    var status: Int?
    var retryAt: Instant?
  }

  private func attend(
    _ places: [SubscriptionPlan.Place], _ token: TokenMachine.Token
  ) async -> Ending {
    let reader = StreamReader(time: time) { [self] message in handle(message, places) }
    var ending = Ending()
    do throws(InfisicalError) {
      let identifier = try await identifier()
      try await session.server.stream(
        "/v1/events/subscribe/project-events", token: token.value,
        body: SubscriptionPlan.body(project: identifier, places), idle: Self.silence
      ) { part in
        if case .head(let status, _) = part, status == 200 { self.connected(places) }
        return await reader.take(part)
      }
    } catch {
      ending.retryAt = error.retryAt
    }
    ending.status = await reader.status
    return ending
  }

  private func note(_ words: String, _ status: Int?) {
    logger.debug(
      "event stream \(words)",
      metadata: [
        "address": "\(session.server.key.address)",
        "status": "\(status.map(String.init) ?? "none")",
      ])
  }

  private func identifier() async throws(InfisicalError) -> String {
    switch project {
    case .identifier(let identifier): identifier
    case .slug(let slug): try await session.project(slug: slug)
    }
  }

  /// There is no replay: what happened while nobody listened is found by one fetch.
  private func connected(_ places: [SubscriptionPlan.Place]) {
    metrics.count("infisical_event_streams_opened_total")
    let covered = sources(under: places)
    // Not all at once: a server that restarts ends every stream at the same time.
    for source in covered where source.standing.snapshot != nil {
      source.refresh(within: Self.catchUp * min(covered.count, 200) / 20)
    }
  }

  private func sources(under places: [SubscriptionPlan.Place]) -> [Source] {
    let all = state.withLock { Array($0.sources.values) }
    return all.filter { source in
      let place = source.query.place
      return places.contains { $0.includes(place) || $0 == place.withoutGlob }
    }
  }

  private func handle(_ message: StreamMessage, _ places: [SubscriptionPlan.Place]) {
    guard message.event != "ping", message.data != "1" else { return }
    metrics.count("infisical_events_total")
    let covered = sources(under: places)
    // Everything is going to be fetched already: what else a flood says is nothing new.
    if state.withLock({ state in covered.allSatisfy { state.announced.contains($0.query) } }) {
      return
    }
    let changed = ChangedPlace.places(in: message)
    let named = covered.filter { changed?.contains(where: $0.query.covers) ?? true }
    let isFirst = state.withLock { state in
      defer { state.announced.formUnion(named.map(\.query)) }
      return state.announced.isEmpty
    }
    guard isFirst, !named.isEmpty else { return }
    gatherings.spawn { [self] in
      try? await time.sleep(Self.gathering)
      let due = state.withLock { state in
        defer { state.announced = [] }
        return state.announced.compactMap { state.sources[$0] }
      }
      for source in due { source.refresh() }
    }
  }
}

/// Turns the pieces of one stream into messages.
private actor StreamReader {
  private(set) var status: Int?
  private var parser = EventParser()
  private let handle: @Sendable (StreamMessage) -> Void
  private let time: any TimeSource
  /// Messages since `since`.
  private var count = 0
  private var since: Instant

  /// Messages of one stream in ten seconds: a server that sends more is not listened to for a while.
  private static let mostMessages = 2000

  init(time: any TimeSource, _ handle: @escaping @Sendable (StreamMessage) -> Void) {
    self.handle = handle
    self.time = time
    since = time.now
  }

  func take(_ part: ReplyPart) -> Bool {
    switch part {
    case .head(let status, _):
      self.status = status
      return status == 200
    case .chunk(let bytes):
      for message in parser.take(bytes) {
        // The server ends a stream whose token is no longer good with an event `error`.
        if message.event == "error" { return false }
        count += 1
        if time.now - since > .seconds(10) { (since, count) = (time.now, 1) }
        // The next connection fetches what was missed.
        guard count <= Self.mostMessages else { return false }
        handle(message)
      }
      return true
    }
  }
}
