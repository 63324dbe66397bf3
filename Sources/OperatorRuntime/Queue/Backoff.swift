package import Seams

/// How long to wait after failures in a row: doubling, with a bound and jitter.
package struct Backoff: Hashable, Sendable {
  package var first: Duration
  package var most: Duration
  /// Share of the delay by which it may vary.
  package var jitter: Double

  package init(
    first: Duration = .milliseconds(200), most: Duration = .seconds(300), jitter: Double = 0.2
  ) {
    self.first = first
    self.most = most
    self.jitter = jitter
  }

  /// The delay after `failures` earlier ones.
  package func delay(after failures: Int, _ randomness: Randomness) -> Duration {
    let doubled = first * (1 << min(failures, 20))
    return randomness.jitter(min(doubled, most), by: jitter)
  }
}
