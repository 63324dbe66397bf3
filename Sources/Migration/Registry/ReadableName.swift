/// Names of shared resources: readable, stable, and different for different content.
///
/// A name is made of words about the content and of a digest of all of it, so that it depends on
/// neither the order of the input nor on what else is in it.
enum ReadableName {
  /// An RFC 1123 label of at most 63 characters from `words` and a digest of `key`.
  static func make(_ words: [String], key: [String], digits: Int = 8) -> String {
    let slug = slug(words.joined(separator: "-"), limit: 62 - digits)
    return "\(slug)-\(digest(key).suffix(digits))"
  }

  /// `text` in lower-case letters, digits and single dashes; never empty, begins with a letter.
  static func slug(_ text: String, limit: Int) -> String {
    var result: [UInt8] = []
    for byte in text.utf8 where result.count < limit {
      switch byte {
      case 0x30...0x39, 0x61...0x7A: result.append(byte)
      case 0x41...0x5A: result.append(byte + 0x20)
      default: if result.last != 0x2D, !result.isEmpty { result.append(0x2D) }
      }
    }
    while result.last == 0x2D { result.removeLast() }
    guard let first = result.first else { return "infisical" }
    let slug = String(decoding: result, as: UTF8.self)
    return first < 0x3A ? "i\(slug)" : slug
  }

  /// FNV-1a, 64 bits, as 16 hexadecimal digits; parts are kept apart by a byte that UTF-8 never has.
  private static func digest(_ parts: [String]) -> String {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    func mix(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    for part in parts {
      for byte in part.utf8 { mix(byte) }
      mix(0xFF)
    }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.utf8.count) + digits
  }
}
