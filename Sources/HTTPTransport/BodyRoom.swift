import Seams
import Synchronization

/// The memory that one large answer takes while it arrives.
///
/// The bounds of single answers do not bound the process: anyone who names enough servers has many of them arrive at a
/// time. Small answers need no room.
final class BodyRoom: Sendable {
  private static let taken = Mutex(0)
  /// Bytes of all large answers together.
  private static let most = 96 << 20
  /// Bytes that are not counted.
  private static let small = 256 << 10

  private let own = Mutex(0)

  /// Takes room for an answer of `bytes` so far.
  ///
  /// Throws ``Seams/TransportError`` when others have it.
  func take(_ bytes: Int) throws(TransportError) {
    let wanted = max(0, bytes - Self.small)
    let more = own.withLock { own in
      defer { own = max(own, wanted) }
      return max(0, wanted - own)
    }
    let isThere = Self.taken.withLock { taken in
      taken += more
      return taken <= Self.most
    }
    guard isThere else {
      throw TransportError(.tooLarge, "too many large answers arrive at the same time")
    }
  }

  deinit {
    let bytes = own.withLock { $0 }
    Self.taken.withLock { $0 -= bytes }
  }
}
