package import Seams

/// When requests may be sent to one server: its rate limit and its circuit, as a pure state machine.
package struct RequestGate: Sendable {
  /// Failures in a row that open the circuit.
  static let tolerance = 3
  static let firstPause = Duration.seconds(2)
  static let mostPause = Duration.seconds(60)
  /// Requests under way at a time; more would only wait at the server.
  static let mostRequests = 8
  /// A server that refuses is asked by two at a time at least: else one refusal in two would halve the pace for ever.
  static let leastRequests = 2

  package enum Answer: Hashable, Sendable {
    case go
    /// Nothing is sent before then, as the server asked for that.
    case limited(until: Instant)
    /// Nothing is sent before then, as the server did not answer.
    case broken(until: Instant)
  }

  /// How a request ended, as far as the gate cares.
  package enum Result: Hashable, Sendable {
    case answered
    case limited(seconds: Int?)
    case failed
    /// Given up by us.
    case abandoned
  }

  private var limits = 0
  private var failures = 0
  private var openUntil: Instant?
  private var isProbing = false

  /// Requests that may be under way together.
  package private(set) var window = RequestGate.mostRequests

  package init() {}

  package var isOpen: Bool { openUntil != nil }

  /// Until when the server asked for quiet last.
  package private(set) var limitedUntil: Instant?

  /// Asks to send; `go` must be followed by `ended`.
  package mutating func admit(now: Instant) -> Answer {
    if let limitedUntil, now < limitedUntil { return .limited(until: limitedUntil) }
    if let openUntil {
      if now < openUntil { return .broken(until: openUntil) }
      // One request tries; the others wait for what becomes of it.
      if isProbing { return .broken(until: now + .seconds(1)) }
      isProbing = true
    }
    return .go
  }

  package mutating func ended(_ result: Result, now: Instant) {
    isProbing = false
    switch result {
    case .answered:
      failures = 0
      limits = 0
      openUntil = nil
      window = min(window + 1, Self.mostRequests)
    case .limited(let seconds):
      failures = 0
      openUntil = nil
      let pause = seconds.map { Duration.seconds(max(1, $0)) } ?? .seconds(1 << min(limits, 5))
      if limitedUntil.map({ now >= $0 }) ?? true {
        // The first refusal of a burst; those that follow say the same.
        window = max(window / 2, Self.leastRequests)
        limits += 1
      }
      limitedUntil = max(limitedUntil ?? now, now + pause)
    case .failed:
      // Of requests that were under way together the first failures open the circuit; the others say
      // nothing new.
      if let openUntil, now < openUntil { return }
      failures += 1
      guard failures >= Self.tolerance else { return }
      let doubled = Self.firstPause * (1 << min(failures - Self.tolerance, 5))
      openUntil = now + min(doubled, Self.mostPause)
    case .abandoned: break
    }
  }
}
