/// Quantities of resources (Kubernetes, api/resource `Quantity`): a number with an optional suffix.
package enum Quantity {
  package static func isValid(_ text: String) -> Bool { value(text) != nil }

  /// The value in its base unit (bytes, cores); nil when the text is not a quantity.
  package static func value(_ text: String) -> Double? {
    var rest = text.utf8[...]
    let isNegative = rest.first == 0x2D
    if isNegative || rest.first == 0x2B { rest = rest.dropFirst() }
    var mantissa = 0.0
    var digits = 0
    var fraction = 0
    var hasDot = false
    while let byte = rest.first {
      if byte == 0x2E, !hasDot {
        hasDot = true
      } else if (0x30...0x39).contains(byte) {
        mantissa = mantissa * 10 + Double(byte - 0x30)
        digits += 1
        if hasDot { fraction += 1 }
      } else {
        break
      }
      rest = rest.dropFirst()
    }
    guard digits > 0 else { return nil }
    // One division, so that `350m` and `0.35` are the same number.
    if rest.count == 1, let first = rest.first, let places = places(of: first) {
      fraction += places
      rest = rest.dropFirst()
    }
    guard let factor = factor(rest) else { return nil }
    return (isNegative ? -mantissa : mantissa) * factor / power(10, fraction)
  }

  /// What a suffix multiplies by; nil when it is not a suffix.
  private static func factor(_ suffix: Substring.UTF8View) -> Double? {
    guard let first = suffix.first else { return 1 }
    let second = suffix.dropFirst().first
    switch (first, second) {
    case (UInt8(ascii: "k"), nil): return 1e3
    case (_, nil): return power(of: first).map { power(1000, $0) }
    case (UInt8(ascii: "K"), UInt8(ascii: "i")): return suffix.count == 2 ? 1024 : nil
    case (_, UInt8(ascii: "i")):
      return suffix.count == 2 ? power(of: first).map { power(1024, $0) } : nil
    default: return exponent(suffix)
    }
  }

  /// How far a suffix moves the point to the left.
  private static func places(of letter: UInt8) -> Int? {
    switch letter {
    case UInt8(ascii: "n"): 9
    case UInt8(ascii: "u"): 6
    case UInt8(ascii: "m"): 3
    default: nil
    }
  }

  /// The power of thousand that a letter stands for.
  private static func power(of letter: UInt8) -> Int? {
    switch letter {
    case UInt8(ascii: "M"): 2
    case UInt8(ascii: "G"): 3
    case UInt8(ascii: "T"): 4
    case UInt8(ascii: "P"): 5
    case UInt8(ascii: "E"): 6
    default: nil
    }
  }

  /// `e3`, `E-2`: decimal exponents.
  private static func exponent(_ suffix: Substring.UTF8View) -> Double? {
    guard suffix.first.map({ $0 | 0x20 }) == 0x65 else { return nil }
    var rest = suffix.dropFirst()
    let isNegative = rest.first == 0x2D
    if isNegative || rest.first == 0x2B { rest = rest.dropFirst() }
    guard !rest.isEmpty else { return nil }
    var value = 0
    for byte in rest {
      guard (0x30...0x39).contains(byte), value < 1000 else { return nil }
      value = value * 10 + Int(byte - 0x30)
    }
    return isNegative ? 1 / power(10, value) : power(10, value)
  }

  private static func power(_ base: Double, _ exponent: Int) -> Double {
    var result = 1.0
    for _ in 0..<min(exponent, 400) { result *= base }
    return result
  }
}
