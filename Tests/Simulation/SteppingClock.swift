package import Seams
import Synchronization

/// A clock that stands still until somebody sleeps, or moves it.
package final class SteppingClock: TimeSource {
  private static let start = Instant(seconds: 1000)
  private let state = Mutex(start)

  package init() {}

  package var now: Instant { state.withLock { $0 } }
  /// How far it has come.
  package var slept: Duration { now - Self.start }

  package func advance(_ duration: Duration) { state.withLock { $0 = $0 + duration } }

  package func sleep(until deadline: Instant) async throws(CancellationError) {
    state.withLock { $0 = max($0, deadline) }
  }
}
