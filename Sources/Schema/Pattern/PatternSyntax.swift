/// The syntax tree of a regular expression.
indirect enum PatternSyntax: Sendable {
  case empty
  case set(CharacterSet)
  case sequence([PatternSyntax])
  case choice([PatternSyntax])
  /// At least `least` times, at most `most` times.
  case repetition(PatternSyntax, least: Int, most: Int?)
  case lineStart, lineEnd, wordBoundary, noWordBoundary
}

/// A set of Unicode scalars as ascending ranges.
struct CharacterSet: Hashable, Sendable {
  var ranges: [ClosedRange<UInt32>]
  var isNegated = false

  init(_ ranges: [ClosedRange<UInt32>], isNegated: Bool = false) {
    self.ranges = ranges
    self.isNegated = isNegated
  }

  init(_ scalar: Unicode.Scalar) { self.init([scalar.value...scalar.value]) }

  func contains(_ scalar: Unicode.Scalar) -> Bool {
    ranges.contains { $0.contains(scalar.value) } != isNegated
  }

  static let digit = [UInt32(0x30)...0x39]
  static let word = [UInt32(0x30)...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A]
  static let space = [UInt32(0x09)...0x0A, 0x0C...0x0D, 0x20...0x20]
  /// Anything but a line feed.
  static let any = CharacterSet([0x0A...0x0A], isNegated: true)

  /// The ranges that are not in `ranges`.
  static func complement(_ ranges: [ClosedRange<UInt32>]) -> [ClosedRange<UInt32>] {
    var result: [ClosedRange<UInt32>] = []
    var next: UInt32 = 0
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if range.lowerBound > next { result.append(next...range.lowerBound - 1) }
      next = max(next, range.upperBound + 1)
    }
    if next <= 0x10FFFF { result.append(next...0x10FFFF) }
    return result
  }
}
