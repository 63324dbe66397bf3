package import Logging
package import Seams
import Synchronization

/// All sources: those who want the same share one.
package final class SourceBoard: Sendable {
  /// First fetches that nobody waits for are so far apart: after a restart everything is in line already, and a server
  /// allows only so many requests a second.
  private static let startPause = Duration.milliseconds(150)

  private struct State {
    /// When the next first fetch that nobody waits for may begin.
    var nextStart: Instant?
    var sources: [SecretsQuery: Source] = [:]
    var bySubscriber: [ObjectKey: [SecretsQuery]] = [:]
  }

  private let time: any TimeSource
  private let randomness: Randomness
  private let metrics: MetricsRegistry
  private let tasks = BackgroundTasks()
  private let budget = SnapshotBudget()
  private let state = Mutex(State())
  private let onChange: @Sendable ([ObjectKey]) -> Void
  package let events: EventHub

  /// `onChange` hears whose sources changed, failed or recovered.
  package init(
    time: any TimeSource, randomness: Randomness, metrics: MetricsRegistry, logger: Logger,
    onChange: @escaping @Sendable ([ObjectKey]) -> Void
  ) {
    self.time = time
    self.randomness = randomness
    self.metrics = metrics
    self.onChange = onChange
    events = EventHub(time: time, randomness: randomness, metrics: metrics, logger: logger)
  }

  /// Fetches and listens until the task is cancelled.
  package func run() async {
    await withDiscardingTaskGroup { group in
      group.addTask { await self.tasks.run() }
      group.addTask { await self.events.run() }
    }
  }

  /// Gives `subscriber` the sources of `queries`, in their order; those that it had before and no longer wants are
  /// left.
  ///
  /// With `canWait`, what it wants is in line as far as is known: new sources begin one after the other.
  package func subscribe(
    _ subscriber: ObjectKey, to queries: [SecretsQuery], session: Session, interval: Duration,
    wantsEvents: Bool, canWait: Bool = false
  ) -> [Source] {
    var added: [Source] = []
    var stale: [Source] = []
    var hurried: [Source] = []
    let now = time.now
    let (chosen, dropped) = state.withLock { state in
      let chosen = queries.map { query in
        let known = state.sources[query]
        if let known, known.session === session {
          // Anyone who cannot wait does not have to because another one can.
          if !canWait, known.standing.snapshot == nil { hurried.append(known) }
          return known
        }
        let startAt = canWait && known == nil ? start(&state, now, interval) : nil
        let source = Source(
          query, session: session, startAt: startAt, time: time, randomness: randomness,
          metrics: metrics, budget: budget, onChange: onChange)
        if let known {
          source.inherit(known)
          stale.append(known)
        }
        state.sources[query] = source
        added.append(source)
        return source
      }
      for source in chosen {
        source.subscribe(subscriber, .init(interval: interval, wantsEvents: wantsEvents))
      }
      let before = state.bySubscriber.updateValue(queries, forKey: subscriber) ?? []
      return (chosen, before.filter { !queries.contains($0) })
    }
    leave(subscriber, dropped)
    for source in hurried where source.standing.failure == nil { source.begin() }
    for source in stale {
      source.retire()
      events.remove(source)
    }
    for source in added { tasks.spawn { await source.run() } }
    events.update(chosen)
    return chosen
  }

  /// The time of the next first fetch that can wait, within the interval of the resource.
  private func start(_ state: inout State, _ now: Instant, _ interval: Duration) -> Instant {
    let start = max(now, state.nextStart ?? now)
    state.nextStart = start + Self.startPause
    return min(start, now + interval)
  }

  /// Fetches the sources of `subscriber` at once.
  package func refresh(_ subscriber: ObjectKey) {
    for source in sources(of: subscriber) { source.refresh() }
  }

  /// Takes all of `subscriber`'s sources away.
  package func unsubscribe(_ subscriber: ObjectKey) {
    let queries = state.withLock { $0.bySubscriber.removeValue(forKey: subscriber) } ?? []
    leave(subscriber, queries)
  }

  /// The sources of `subscriber`, in the order of its spec.
  package func sources(of subscriber: ObjectKey) -> [Source] {
    state.withLock { state in
      (state.bySubscriber[subscriber] ?? []).compactMap { state.sources[$0] }
    }
  }

  private func leave(_ subscriber: ObjectKey, _ queries: [SecretsQuery]) {
    for query in queries {
      let (source, isOver) = state.withLock { state -> (Source?, Bool) in
        guard let source = state.sources[query] else { return (nil, false) }
        let isOver = source.unsubscribe(subscriber)
        if isOver { state.sources[query] = nil }
        return (source, isOver)
      }
      guard let source else { continue }
      if isOver {
        source.retire()
        events.remove(source)
      } else {
        events.update([source])
      }
    }
  }

  /// Number of sources, for metrics.
  package var count: Int { state.withLock { $0.sources.count } }
}
