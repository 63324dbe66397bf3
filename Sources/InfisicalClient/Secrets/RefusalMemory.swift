import Seams

/// Refusals of one source that a new token did not cure, as a pure state machine.
///
/// A refusal is about the token or about permissions, and only a new token tells which. What one source is not allowed
/// says nothing about the token of those who are: after a token was replaced in vain for it, it asks for that less and
/// less often.
struct RefusalMemory: Sendable {
  private static let patience = Duration.seconds(120)
  private static let mostPatience = Duration.seconds(6 * 3600)

  private var askedAt: Instant?
  private var vain = 0

  /// Whether the token should be replaced for the source, which was refused.
  func mayAsk(now: Instant) -> Bool { askedAt.map { now - $0 >= wait } ?? true }

  /// The token is being replaced for it.
  mutating func asked(now: Instant) {
    if askedAt != nil { vain += 1 }
    askedAt = now
  }

  private var wait: Duration { min(Self.patience * (1 << min(vain, 9)), Self.mostPatience) }

  /// The source was read.
  mutating func served() { self = RefusalMemory() }
}
