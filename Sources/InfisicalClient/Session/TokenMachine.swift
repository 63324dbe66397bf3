package import Seams

/// The life of one access token as a pure state machine.
///
/// A refused token is dropped once: those who were refused with it find the next one already there. Where a new token is
/// refused before it served anything, the drop did not help, and the next one has to wait.
package struct TokenMachine: Sendable {
  /// Share of its life after which a token is replaced.
  static let renewal = 0.8
  /// How long a token is kept that was refused, after a drop that did not help; doubled for each of those in a row.
  static let patience = Duration.seconds(60)
  static let mostPatience = Duration.seconds(6 * 3600)
  /// A server that promises less than this is asked at this rate all the same.
  static let leastLife = Duration.seconds(10)

  package struct Token: Sendable {
    package let value: Sensitive<String>
    /// Counts logins; who is refused says with which token.
    package let generation: Int
    package let expires: Instant
    package let renewAt: Instant
  }

  package private(set) var token: Token?
  private var generation = 0
  private var droppedAt: Instant?
  /// Drops in a row after which the new token was refused before it served anything.
  private var vainDrops = 0
  private var hasServed = false

  package init() {}

  /// The token to send now; nil before the first login and after a failed renewal.
  package func usable(now: Instant) -> Token? {
    token.flatMap { now < $0.expires ? $0 : nil }
  }

  /// Whether it is time to log in.
  package func isDue(now: Instant) -> Bool { token.map { now >= $0.renewAt } ?? true }

  /// A login gave `value` for `lifetime`; `share` from 0 to 1 spreads renewals.
  package mutating func loggedIn(
    _ value: Sensitive<String>, lifetime: Duration, now: Instant, share: Double
  ) {
    generation += 1
    hasServed = false
    let life = max(lifetime, Self.leastLife)
    let part = Double(life.milliseconds) * (Self.renewal - 0.1 * share)
    token = Token(
      value: value, generation: generation, expires: now + life,
      renewAt: now + .milliseconds(Int64(part)))
  }

  /// The token of `generation` was accepted for something.
  package mutating func served(_ generation: Int) {
    guard token?.generation == generation else { return }
    hasServed = true
    vainDrops = 0
  }

  /// The server refused the token of `generation`; gives whether that one is dropped for it.
  ///
  /// A token that served is dropped at once, however often: it was revoked. One that never served and came after
  /// a drop may be as good as it gets.
  package mutating func refused(_ generation: Int, now: Instant) -> Bool {
    guard let token, token.generation == generation else { return false }
    if !hasServed, let droppedAt {
      let wait = min(Self.patience * (1 << min(vainDrops, 9)), Self.mostPatience)
      guard now - droppedAt >= wait else { return false }
      vainDrops += 1
    }
    droppedAt = now
    self.token = nil
    return true
  }
}
