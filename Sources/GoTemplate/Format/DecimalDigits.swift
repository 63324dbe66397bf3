/// The decimal digits of a floating-point number: `0.d₁d₂d₃… × 10^exponent`.
struct DecimalDigits {
  private(set) var digits: [UInt8]
  private(set) var exponent: Int

  /// The shortest digits that read back as `value`, which is finite and not negative.
  init(shortest value: Double) {
    // The description of a number in Swift is the shortest that reads back.
    var mantissa = Substring(value.description)
    exponent = 0
    if let mark = mantissa.firstIndex(where: { $0 == "e" || $0 == "E" }) {
      exponent = Int(mantissa[mark...].dropFirst()) ?? 0
      mantissa = mantissa[..<mark]
    }
    let parts = mantissa.split(separator: ".", omittingEmptySubsequences: false)
    digits = parts.joined().utf8.map { $0 - 0x30 }
    exponent += parts[0].count
    trim()
  }

  /// All digits of `value`, which is finite and not negative.
  init(exact value: Double) {
    // value = significand × 2^power
    var power = Int(value.exponent) - 52
    var significand = UInt64(value.significandBitPattern)
    if value.isNormal { significand |= 1 << 52 } else { power = -1074 }
    if value == 0 {
      digits = []
      exponent = 0
      return
    }
    var limbs = [UInt32(significand & 0xFFFF_FFFF), UInt32(significand >> 32)]
    // Halves become fives with the point moved.
    let factor: UInt32 = power < 0 ? 5 : 2
    for _ in 0..<abs(power) { Self.multiply(&limbs, by: factor) }
    var reversed: [UInt8] = []
    while limbs.contains(where: { $0 != 0 }) {
      reversed.append(UInt8(Self.divide(&limbs, by: 10)))
    }
    digits = reversed.reversed()
    exponent = digits.count + min(0, power)
    trim()
  }

  private mutating func trim() {
    while digits.first == 0 {
      digits.removeFirst()
      exponent -= 1
    }
    while digits.last == 0 { digits.removeLast() }
    if digits.isEmpty { exponent = 0 }
  }

  private static func multiply(_ limbs: inout [UInt32], by factor: UInt32) {
    var carry: UInt64 = 0
    for index in limbs.indices {
      let product = UInt64(limbs[index]) * UInt64(factor) + carry
      limbs[index] = UInt32(product & 0xFFFF_FFFF)
      carry = product >> 32
    }
    if carry > 0 { limbs.append(UInt32(carry)) }
  }

  private static func divide(_ limbs: inout [UInt32], by divisor: UInt32) -> UInt32 {
    var rest: UInt64 = 0
    for index in limbs.indices.reversed() {
      let value = rest << 32 | UInt64(limbs[index])
      limbs[index] = UInt32(value / UInt64(divisor))
      rest = value % UInt64(divisor)
    }
    while limbs.count > 1, limbs.last == 0 { limbs.removeLast() }
    return UInt32(rest)
  }

  /// Rounds to `count` digits, half to even as the exact digits say.
  mutating func round(to count: Int) {
    guard count >= 0 else {
      digits = []
      return
    }
    guard count < digits.count else { return }
    let rest = digits[count...]
    let isHalf = rest.first == 5 && rest.dropFirst().allSatisfy { $0 == 0 }
    let isOdd = count > 0 && digits[count - 1] % 2 == 1
    let goesUp = isHalf ? isOdd : (rest.first ?? 0) >= 5
    digits = Array(digits[..<count])
    guard goesUp else { return trim() }
    var index = count - 1
    while index >= 0, digits[index] == 9 {
      digits[index] = 0
      index -= 1
    }
    if index >= 0 {
      digits[index] += 1
    } else {
      digits.insert(1, at: 0)
      exponent += 1
    }
    trim()
  }
}
