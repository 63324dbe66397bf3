import Synchronization

/// Where jitter comes from: a seam, so that a run can be replayed.
package struct Randomness: Sendable {
  private let draw: @Sendable () -> UInt64

  package init(_ draw: @escaping @Sendable () -> UInt64) { self.draw = draw }

  /// The system's generator.
  package static let system = Randomness { UInt64.random(in: .min ... .max) }

  /// A generator that gives the same numbers for the same seed (SplitMix64).
  package static func seeded(_ seed: UInt64) -> Randomness {
    let state = Mutex(seed)
    return Randomness {
      state.withLock { state in
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
      }
    }
  }

  package func next() -> UInt64 { draw() }

  /// A number from 0 up to, but not including, 1.
  package func fraction() -> Double { Double(draw() >> 11) / Double(1 << 53) }

  /// A number from 0 up to, but not including, `bound`, which is at least 1.
  package func number(below bound: Int) -> Int { Int(draw() % UInt64(max(1, bound))) }

  /// `duration` made longer or shorter by at most `share` of it.
  package func jitter(_ duration: Duration, by share: Double) -> Duration {
    .milliseconds(Int64(Double(duration.milliseconds) * (1 + share * (2 * fraction() - 1))))
  }
}
