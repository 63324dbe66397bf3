package import Seams
import Synchronization

/// The work queue that workers wait at.
package final class WorkQueue<Key: Hashable & Sendable>: Sendable {
  private struct State {
    var queue: WorkQueueState<Key>
    var waiters: [(number: Int, continuation: CheckedContinuation<Key?, Never>)] = []
    var count = 0
    var isClosed = false
  }

  private let state: Mutex<State>
  private let timer = Signal()
  private let time: any TimeSource
  private let randomness: Randomness
  private let name: String
  private let metrics: MetricsRegistry
  private let backoff: Backoff

  package init(
    _ name: String, time: any TimeSource, randomness: Randomness, metrics: MetricsRegistry,
    backoff: Backoff = Backoff(), mostOfLane: Int = .max,
    lane: @escaping @Sendable (Key) -> String = { _ in "" }
  ) {
    state = Mutex(State(queue: WorkQueueState(mostOfLane: mostOfLane, lane: lane)))
    self.name = name
    self.time = time
    self.randomness = randomness
    self.metrics = metrics
    self.backoff = backoff
  }

  package var depth: Int { state.withLock { $0.queue.depth } }
  package var isIdle: Bool { state.withLock { $0.queue.isIdle } }

  /// Adds a key now.
  package func add(_ key: Key, _ priority: Priority = .change) {
    metrics.count("workqueue_adds_total", ["name": name])
    let now = time.now
    change { $0.add(key, priority, now: now) }
  }

  /// Adds a key now, unless it waits for a later time: what failed is not tried sooner because of what it left.
  package func addUnlessDelayed(_ key: Key, _ priority: Priority = .refresh) {
    guard !state.withLock({ $0.queue.isDelayed(key) }) else { return }
    add(key, priority)
  }

  /// Adds a key after a while.
  package func add(_ key: Key, _ priority: Priority = .refresh, after delay: Duration) {
    let deadline = time.now + delay
    state.withLock { $0.queue.add(key, priority, at: deadline) }
    timer.raise()
  }

  /// Adds a key that failed, later with each failure in a row; gives the delay.
  @discardableResult
  package func retry(_ key: Key, _ priority: Priority = .change, atLeast: Duration = .zero)
    -> Duration
  {
    metrics.count("workqueue_retries_total", ["name": name])
    let failures = state.withLock { $0.queue.failed(key) }
    let delay = max(atLeast, backoff.delay(after: failures, randomness))
    add(key, priority, after: delay)
    return delay
  }

  /// A worker is through with `key`.
  package func done(_ key: Key) {
    let now = time.now
    change { $0.done(key, now: now) }
  }

  /// `key` is in order again: the next failure is a first one.
  package func succeeded(_ key: Key) { state.withLock { $0.queue.succeeded(key) } }

  /// The next key; nil when the queue is closed or the task cancelled.
  package func next() async -> Key? {
    let number = state.withLock { state in
      state.count += 1
      return state.count
    }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let now = time.now
        let (isReady, taken): (Bool, (key: Key, since: Instant)?) = state.withLock { state in
          if state.isClosed || Task.isCancelled { return (true, nil) }
          if let next = state.queue.next() { return (true, next) }
          state.waiters.append((number, continuation))
          return (false, nil)
        }
        if let taken { note(taken.since, now) }
        if isReady { continuation.resume(returning: taken?.key) }
      }
    } onCancel: {
      let waiter = state.withLock { state in
        state.waiters.firstIndex { $0.number == number }.map { state.waiters.remove(at: $0) }
      }
      waiter?.continuation.resume(returning: nil)
    }
  }

  private func note(_ since: Instant, _ now: Instant) {
    metrics.observe("workqueue_queue_duration_seconds", ["name": name], now - since)
  }

  private func change(_ body: (inout WorkQueueState<Key>) -> Void) {
    let now = time.now
    let (depth, wakes) = state.withLock { state in
      body(&state.queue)
      var wakes: [(CheckedContinuation<Key?, Never>, Key, Instant)] = []
      while !state.waiters.isEmpty, let next = state.queue.next() {
        wakes.append((state.waiters.removeFirst().continuation, next.key, next.since))
      }
      return (state.queue.depth, wakes)
    }
    metrics.set("workqueue_depth", ["name": name], to: Double(depth))
    for (continuation, key, since) in wakes {
      note(since, now)
      continuation.resume(returning: key)
    }
  }

  /// Moves delayed keys to the line when they are due; ends when the task is cancelled, which closes
  /// the queue.
  package func run() async {
    while !Task.isCancelled {
      let now = time.now
      change { $0.promote(now: now) }
      if let deadline = state.withLock({ $0.queue.nextDeadline }) {
        await timer.wait(until: deadline, time)
      } else {
        await timer.wait()
      }
    }
    let waiters = state.withLock { state in
      state.isClosed = true
      defer { state.waiters = [] }
      return state.waiters
    }
    for waiter in waiters { waiter.continuation.resume(returning: nil) }
  }
}
