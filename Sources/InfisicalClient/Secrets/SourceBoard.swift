package import Seams
import Synchronization

/// Who wants secrets: the name of a resource.
package struct SubscriberID: Hashable, Comparable, Sendable {
  package let namespace: String
  package let name: String

  package init(_ namespace: String, _ name: String) {
    self.namespace = namespace
    self.name = name
  }

  package static func < (left: Self, right: Self) -> Bool {
    (left.namespace, left.name) < (right.namespace, right.name)
  }
}

/// All sources: those who want the same share one.
package final class SourceBoard: Sendable {
  private struct State {
    var sources: [SecretsQuery: Source] = [:]
    var bySubscriber: [SubscriberID: [SecretsQuery]] = [:]
  }

  private let time: any TimeSource
  private let randomness: Randomness
  private let metrics: MetricsRegistry
  private let tasks = BackgroundTasks()
  private let state = Mutex(State())
  private let onChange: @Sendable ([SubscriberID]) -> Void
  package let events: EventHub

  /// `onChange` hears whose sources changed, failed or recovered.
  package init(
    time: any TimeSource, randomness: Randomness, metrics: MetricsRegistry,
    onChange: @escaping @Sendable ([SubscriberID]) -> Void
  ) {
    self.time = time
    self.randomness = randomness
    self.metrics = metrics
    self.onChange = onChange
    events = EventHub(time: time, randomness: randomness, metrics: metrics)
  }

  /// Fetches and listens until the task is cancelled.
  package func run() async {
    await withDiscardingTaskGroup { group in
      group.addTask { await self.tasks.run() }
      group.addTask { await self.events.run() }
    }
  }

  /// Gives `subscriber` the sources of `queries`, in their order; those that it had before and wants no
  /// more are left.
  package func subscribe(
    _ subscriber: SubscriberID, to queries: [SecretsQuery], session: Session, interval: Duration,
    wantsEvents: Bool
  ) -> [Source] {
    var added: [Source] = []
    var stale: [Source] = []
    let (chosen, dropped) = state.withLock { state in
      let chosen = queries.map { query in
        let known = state.sources[query]
        if let known, known.session === session { return known }
        let source = Source(
          query, session: session, time: time, randomness: randomness, metrics: metrics,
          onChange: onChange)
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
    for source in stale {
      source.retire()
      events.remove(source)
    }
    for source in added { tasks.spawn { await source.run() } }
    events.update(chosen)
    return chosen
  }

  /// Takes all of `subscriber`'s sources away.
  package func unsubscribe(_ subscriber: SubscriberID) {
    let queries = state.withLock { $0.bySubscriber.removeValue(forKey: subscriber) } ?? []
    leave(subscriber, queries)
  }

  /// The sources of `subscriber`, in the order of its spec.
  package func sources(of subscriber: SubscriberID) -> [Source] {
    state.withLock { state in
      (state.bySubscriber[subscriber] ?? []).compactMap { state.sources[$0] }
    }
  }

  private func leave(_ subscriber: SubscriberID, _ queries: [SecretsQuery]) {
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
