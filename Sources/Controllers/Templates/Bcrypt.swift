import GoTemplate

/// Password hashes (Provos and Mazières, "A Future-Adaptable Password Scheme", 1999), version `2a`, cost 10,
/// as Go's package makes them.
enum Bcrypt {
  private static let alphabet = Array(
    "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".utf8)

  static func hash(_ password: [UInt8], cost: Int = 10, salt: [UInt8]? = nil) throws(TemplateError)
    -> String
  {
    guard password.count <= 72 else {
      throw TemplateError("bcrypt: password length exceeds 72 bytes")
    }
    let salt = salt ?? (0..<16).map { _ in UInt8.random(in: .min ... .max) }
    var cipher = Blowfish()
    let key = password + [0]
    cipher.expand(key, salt)
    for _ in 0..<(1 << cost) {
      cipher.expand(key, [])
      cipher.expand(salt, [])
    }
    var words = Array("OrpheanBeholderScryDoubt".utf8).words
    for index in stride(from: 0, to: 6, by: 2) {
      var (left, right) = (words[index], words[index + 1])
      for _ in 0..<64 { (left, right) = cipher.encrypt(left, right) }
      (words[index], words[index + 1]) = (left, right)
    }
    let bytes = words.flatMap { word in
      (0..<4).map { UInt8(truncatingIfNeeded: word >> (24 - 8 * $0)) }
    }
    let number = cost < 10 ? "0\(cost)" : "\(cost)"
    return "$2a$\(number)$" + encode(salt) + encode(Array(bytes.prefix(23)))
  }

  private static func encode(_ bytes: [UInt8]) -> String {
    var output: [UInt8] = []
    var pending = 0
    var bits = 0
    for byte in bytes {
      pending = pending << 8 | Int(byte)
      bits += 8
      while bits >= 6 {
        bits -= 6
        output.append(alphabet[pending >> bits & 63])
      }
      pending &= 0xFF
    }
    if bits > 0 { output.append(alphabet[pending << (6 - bits) & 63]) }
    return String(decoding: output, as: UTF8.self)
  }
}

extension [UInt8] {
  /// Words of four bytes, high byte first.
  fileprivate var words: [UInt32] {
    stride(from: 0, to: count, by: 4).map { start in
      self[start..<start + 4].reduce(0) { $0 << 8 | UInt32($1) }
    }
  }
}

/// The block cipher below bcrypt (Schneier, 1993).
private struct Blowfish {
  private var subkeys: [UInt32]
  private var boxes: [UInt32]

  init() {
    subkeys = Array(PiDigits.words[..<18])
    boxes = Array(PiDigits.words[18...])
  }

  private func mix(_ word: UInt32) -> UInt32 {
    let first = boxes[Int(word >> 24)] &+ boxes[256 + Int(word >> 16 & 0xFF)]
    return (first ^ boxes[512 + Int(word >> 8 & 0xFF)]) &+ boxes[768 + Int(word & 0xFF)]
  }

  func encrypt(_ left: UInt32, _ right: UInt32) -> (UInt32, UInt32) {
    var (left, right) = (left, right)
    for round in 0..<16 {
      left ^= subkeys[round]
      right ^= mix(left)
      swap(&left, &right)
    }
    swap(&left, &right)
    return (left ^ subkeys[17], right ^ subkeys[16])
  }

  /// The key schedule, with a salt or without.
  mutating func expand(_ key: [UInt8], _ salt: [UInt8]) {
    var offset = 0
    for index in subkeys.indices {
      var word: UInt32 = 0
      for _ in 0..<4 {
        word = word << 8 | UInt32(key[offset % key.count])
        offset += 1
      }
      subkeys[index] ^= word
    }
    let words = salt.words
    var position = 0
    var (left, right): (UInt32, UInt32) = (0, 0)
    func salted() {
      guard !words.isEmpty else { return }
      left ^= words[position % 4]
      right ^= words[(position + 1) % 4]
      position += 2
    }
    for index in stride(from: 0, to: subkeys.count, by: 2) {
      salted()
      (left, right) = encrypt(left, right)
      (subkeys[index], subkeys[index + 1]) = (left, right)
    }
    for index in stride(from: 0, to: boxes.count, by: 2) {
      salted()
      (left, right) = encrypt(left, right)
      (boxes[index], boxes[index + 1]) = (left, right)
    }
  }
}

/// The constants of Blowfish: the fraction of pi in binary, computed, as nothing up a sleeve is there to
/// mistype.
private enum PiDigits {
  /// 18 + 1024 words.
  static let words: [UInt32] = {
    // Machin: pi = 16 atan(1/5) - 4 atan(1/239), in fixed point with two guard words.
    let count = 1042 + 3
    var sum = arctangent(5, times: 16, count)
    subtract(arctangent(239, times: 4, count), from: &sum)
    return Array(sum[1..<1043])
  }()

  /// `times * atan(1 / divisor)`; the first word is the integer part.
  private static func arctangent(_ divisor: UInt32, times: UInt32, _ count: Int) -> [UInt32] {
    var power = [UInt32](repeating: 0, count: count)
    power[0] = times
    divide(&power, by: divisor)
    var sum = power
    var factor: UInt32 = 1
    var isNegative = true
    while power.contains(where: { $0 != 0 }) {
      divide(&power, by: divisor * divisor)
      factor += 2
      var term = power
      divide(&term, by: factor)
      if isNegative { subtract(term, from: &sum) } else { add(term, to: &sum) }
      isNegative.toggle()
    }
    return sum
  }

  private static func divide(_ number: inout [UInt32], by divisor: UInt32) {
    var rest: UInt64 = 0
    for index in number.indices {
      let part = rest << 32 | UInt64(number[index])
      number[index] = UInt32(part / UInt64(divisor))
      rest = part % UInt64(divisor)
    }
  }

  private static func add(_ other: [UInt32], to number: inout [UInt32]) {
    var carry: UInt64 = 0
    for index in number.indices.reversed() {
      let part = UInt64(number[index]) + UInt64(other[index]) + carry
      number[index] = UInt32(truncatingIfNeeded: part)
      carry = part >> 32
    }
  }

  private static func subtract(_ other: [UInt32], from number: inout [UInt32]) {
    var borrow: Int64 = 0
    for index in number.indices.reversed() {
      var part = Int64(number[index]) - Int64(other[index]) - borrow
      borrow = part < 0 ? 1 : 0
      if part < 0 { part += 1 << 32 }
      number[index] = UInt32(truncatingIfNeeded: part)
    }
  }
}
