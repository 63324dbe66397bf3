import Logging
import Seams
import Synchronization

/// Streams of events for all sources that want them: few streams, many sources.
package final class EventHub: Sendable {
  struct Key: Hashable, Sendable {
    let session: SessionKey
    let project: SecretsQuery.Project
  }

  private let time: any TimeSource
  private let randomness: Randomness
  private let metrics: MetricsRegistry
  private let tasks = BackgroundTasks()
  private let channels = Mutex<[Key: EventChannel]>([:])

  private let logger: Logger

  init(
    time: any TimeSource, randomness: Randomness, metrics: MetricsRegistry, logger: Logger
  ) {
    self.logger = logger
    self.time = time
    self.randomness = randomness
    self.metrics = metrics
  }

  func run() async { await tasks.run() }

  /// Takes in what the sources want now.
  func update(_ sources: [Source]) {
    for source in sources {
      if source.wantsEvents { add(source) } else { remove(source) }
    }
  }

  private func key(_ source: Source) -> Key {
    Key(session: source.query.session, project: source.query.project)
  }

  private func add(_ source: Source) {
    let key = key(source)
    let (channel, isNew, stale) = channels.withLock {
      channels -> (EventChannel, Bool, EventChannel?) in
      let known = channels[key]
      if let known, known.session === source.session { return (known, false, nil) }
      let channel = EventChannel(
        session: source.session, project: key.project, time: time, randomness: randomness,
        metrics: metrics, logger: logger)
      channels[key] = channel
      return (channel, true, known)
    }
    stale?.retire()
    channel.add(source)
    if isNew { tasks.spawn { await channel.run() } }
  }

  func remove(_ source: Source) {
    let key = key(source)
    let retired = channels.withLock { channels -> EventChannel? in
      guard let channel = channels[key], channel.remove(source) else { return nil }
      channels[key] = nil
      return channel
    }
    retired?.retire()
  }
}
