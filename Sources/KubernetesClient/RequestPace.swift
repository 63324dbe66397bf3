import Seams
import Synchronization

/// How fast requests are sent to the API server: a bound of our own, and the pauses that the server asks for.
package final class RequestPace: Sendable {
  /// Requests in a second; a burst may have as many on top.
  ///
  /// Servers with priority and fairness bound us as well.
  package static let standard = 2000
  /// A server that asks for a longer pause is asked again after this.
  private static let mostPause = Duration.seconds(30)

  private struct State {
    /// Requests that may be sent now.
    var tokens: Double
    var filledAt: Instant
    var pausedUntil: Instant?
  }

  private let rate: Double
  private let time: any TimeSource
  private let state: Mutex<State>

  init(mostPerSecond: Int, time: any TimeSource) {
    rate = Double(max(1, mostPerSecond))
    self.time = time
    state = Mutex(State(tokens: rate, filledAt: time.now))
  }

  /// Waits for a place; false when the task was cancelled.
  func wait() async -> Bool {
    while !Task.isCancelled {
      let now = time.now
      let until: Instant? = state.withLock { state in
        if let paused = state.pausedUntil, now < paused { return paused }
        state.tokens = min(rate, state.tokens + (now - state.filledAt).inSeconds * rate)
        state.filledAt = now
        if state.tokens >= 1 {
          state.tokens -= 1
          return nil
        }
        return now + .milliseconds(max(1, Int64((1 - state.tokens) / rate * 1000)))
      }
      guard let until else { return true }
      try? await time.sleep(until: until)
    }
    return false
  }

  /// The server wants quiet for so long.
  func pause(seconds: Int) {
    let until = time.now + min(.seconds(max(1, seconds)), Self.mostPause)
    state.withLock { $0.pausedUntil = max($0.pausedUntil ?? until, until) }
  }
}
