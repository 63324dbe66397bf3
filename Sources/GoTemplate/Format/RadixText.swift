/// Base 64 and base 32 with padding (RFC 4648), as Go reads them: line breaks are passed over.
struct RadixText: Sendable {
  /// The first byte that cannot be read.
  struct Problem: Error {
    let offset: Int
  }

  static let base64 = RadixText(
    "base64", "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", bits: 6, group: 4)
  static let base32 = RadixText("base32", "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", bits: 5, group: 8)

  let name: String
  private let alphabet: [UInt8]
  private let values: [UInt8?]
  private let bits: Int
  /// Characters of a full group.
  private let group: Int

  private init(_ name: String, _ alphabet: String, bits: Int, group: Int) {
    self.name = name
    self.alphabet = Array(alphabet.utf8)
    self.bits = bits
    self.group = group
    var values = [UInt8?](repeating: nil, count: 256)
    for (value, byte) in self.alphabet.enumerated() { values[Int(byte)] = UInt8(value) }
    self.values = values
  }

  func encode(_ bytes: [UInt8]) -> String {
    var result: [UInt8] = []
    var pending = 0
    var count = 0
    for byte in bytes {
      pending = (pending << 8 | Int(byte)) & 0xFFFF
      count += 8
      while count >= bits {
        count -= bits
        result.append(alphabet[(pending >> count) & (1 << bits - 1)])
      }
    }
    if count > 0 { result.append(alphabet[(pending << (bits - count)) & (1 << bits - 1)]) }
    while !result.count.isMultiple(of: group) { result.append(0x3D) }
    return String(decoding: result, as: UTF8.self)
  }

  func decode(_ text: [UInt8]) -> Result<[UInt8], Problem> {
    var result: [UInt8] = []
    var pending = 0
    var count = 0
    var taken = 0
    var padding = 0
    for (offset, byte) in text.enumerated() where byte != 0x0A && byte != 0x0D {
      if byte == 0x3D {
        padding += 1
        // A group ends in padding only where its bits allow it.
        let rest = taken % group
        guard rest > 0, count < bits || rest * bits >= 8, padding <= group - rest else {
          return .failure(Problem(offset: offset))
        }
        continue
      }
      guard padding == 0, let value = values[Int(byte)] else {
        return .failure(Problem(offset: offset))
      }
      taken += 1
      pending = (pending << bits | Int(value)) & 0xFFFF
      count += bits
      if count >= 8 {
        count -= 8
        result.append(UInt8((pending >> count) & 0xFF))
      }
    }
    guard (taken + padding).isMultiple(of: group) else {
      return .failure(Problem(offset: text.count))
    }
    return .success(result)
  }
}
