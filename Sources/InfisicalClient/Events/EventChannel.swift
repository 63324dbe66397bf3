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
    /// Sources that an event named, until they are fetched together.
    var announced: Set<SecretsQuery> = []

    /// Whether the streams have to be others.
    var isChanged: Bool { plan != SubscriptionPlan(of: sources.keys) }
  }

  /// Servers give a sign of life every 15 seconds; three may be lost.
  private static let silence = Duration.seconds(50)
  /// A plan without events does not get them by asking often.
  private static let planPause = Duration.seconds(3600)
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

  init(
    session: Session, project: SecretsQuery.Project, time: any TimeSource, randomness: Randomness,
    metrics: MetricsRegistry
  ) {
    self.session = session
    self.project = project
    self.time = time
    self.randomness = randomness
    self.metrics = metrics
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
        let plan = SubscriptionPlan(of: state.sources.keys)
        state.plan = plan
        return plan
      }
      await withDiscardingTaskGroup { group in
        for places in plan.streams { group.addTask { await self.listen(places) } }
        // A changed plan starts all streams anew; what happens meanwhile is fetched on connecting.
        while !Task.isCancelled, !state.withLock({ $0.isChanged || $0.isRetired }) {
          await wake.wait()
        }
        group.cancelAll()
      }
    }
  }

  /// One stream, opened again whenever it ends.
  private func listen(_ places: [SubscriptionPlan.Place]) async {
    var failures = 0
    while !Task.isCancelled {
      let start = time.now
      var pause = min(Duration.seconds(1) * (1 << min(failures, 6)), .seconds(60))
      if let token = session.token {
        let reader = StreamReader { [self] message in handle(message, places) }
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
          if let retryAt = error.retryAt { pause = max(pause, retryAt - time.now) }
        }
        switch await reader.status {
        // A stream that ends at once is no success.
        case 200: failures = time.now - start > .seconds(60) ? 0 : failures + 1
        case 401:
          _ = session.refused(token.generation)
          failures += 1
        // The identity may not subscribe, or nobody may: asking again or anew changes nothing.
        case 400, 403, 404: pause = Self.planPause
        default: failures += 1
        }
      } else {
        failures += 1
      }
      guard !Task.isCancelled else { return }
      metrics.count("infisical_event_streams_ended_total")
      try? await time.sleep(randomness.jitter(pause, by: 0.2))
    }
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
    for source in sources(under: places) where source.standing.snapshot != nil {
      source.refresh()
    }
  }

  private func sources(under places: [SubscriptionPlan.Place]) -> [Source] {
    let all = state.withLock { Array($0.sources.values) }
    return all.filter { source in places.contains { $0.includes(source.query.place) } }
  }

  private func handle(_ message: StreamMessage, _ places: [SubscriptionPlan.Place]) {
    guard message.event != "ping", message.data != "1" else { return }
    metrics.count("infisical_events_total")
    let covered = sources(under: places)
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

  init(_ handle: @escaping @Sendable (StreamMessage) -> Void) { self.handle = handle }

  func take(_ part: ReplyPart) -> Bool {
    switch part {
    case .head(let status, _):
      self.status = status
      return status == 200
    case .chunk(let bytes):
      for message in parser.take(bytes) {
        // The server ends a stream whose token is no longer good with an event `error`.
        if message.event == "error" { return false }
        handle(message)
      }
      return true
    }
  }
}
