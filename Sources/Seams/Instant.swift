import FoundationEssentials

/// A point in time: milliseconds since 1970-01-01T00:00:00Z.
package struct Instant: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let milliseconds: Int64

  package init(milliseconds: Int64) { self.milliseconds = milliseconds }

  package init(seconds: Int64) { milliseconds = seconds * 1000 }

  /// Reads RFC 3339, with or without fractions of a second; nil for anything else.
  package init?(rfc3339 text: String) {
    let style = Date.ISO8601FormatStyle(includingFractionalSeconds: text.contains("."))
    guard let date = try? style.parse(text) else { return nil }
    milliseconds = Int64((date.timeIntervalSince1970 * 1000).rounded())
  }

  private var date: Date { Date(timeIntervalSince1970: Double(milliseconds) / 1000) }

  /// `2026-11-21T10:00:00Z`, the form of metav1.Time.
  package var description: String { date.formatted(Date.ISO8601FormatStyle()) }

  /// `2026-11-21T10:00:00.000000Z`, the form of metav1.MicroTime.
  package var microTime: String {
    let text = date.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
    return text.dropLast() + "000Z"
  }

  package static func < (left: Self, right: Self) -> Bool {
    left.milliseconds < right.milliseconds
  }

  package static func + (left: Self, right: Duration) -> Instant {
    let (sum, overflows) = left.milliseconds.addingReportingOverflow(right.milliseconds)
    return Instant(milliseconds: overflows ? (right < .zero ? .min : .max) : sum)
  }

  /// The time from `right` to `left`.
  package static func - (left: Self, right: Self) -> Duration {
    let (difference, overflows) = left.milliseconds.subtractingReportingOverflow(
      right.milliseconds)
    return .milliseconds(overflows ? (left < right ? Int64.min : .max) : difference)
  }
}

extension Duration {
  /// Whole milliseconds, rounded down; those that do not fit are the most that do.
  package var milliseconds: Int64 {
    let (product, overflows) = components.seconds.multipliedReportingOverflow(by: 1000)
    guard !overflows else { return components.seconds < 0 ? .min : .max }
    let part = components.attoseconds / 1_000_000_000_000_000
    let (sum, isTooLarge) = product.addingReportingOverflow(part)
    return isTooLarge ? (part < 0 ? .min : .max) : sum
  }

  /// Seconds with their fraction, for metrics.
  package var inSeconds: Double {
    Double(components.seconds) + Double(components.attoseconds) / 1e18
  }
}
