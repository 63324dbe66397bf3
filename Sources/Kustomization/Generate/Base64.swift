/// Base64 as kustomize writes it: lines of seventy characters, each ended, once there are more.
enum Base64 {
  private static let letters = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// The text that was encoded; nil unless it is base64 of UTF-8.
  static func decode(_ text: String) -> String? {
    var bytes: [UInt8] = []
    var value: UInt32 = 0
    var bits = 0
    for byte in text.utf8 where byte > 0x20 && byte != 0x3D {
      guard let digit = letters.firstIndex(of: byte) else { return nil }
      value = value << 6 | UInt32(digit)
      bits += 6
      if bits >= 8 {
        bits -= 8
        bytes.append(UInt8(truncatingIfNeeded: value >> UInt32(bits)))
      }
    }
    return String(validating: bytes, as: UTF8.self)
  }

  static func encode(_ bytes: [UInt8]) -> String {
    var output: [UInt8] = []
    output.reserveCapacity((bytes.count + 2) / 3 * 4)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      var value: UInt32 = 0
      for index in 0..<3 {
        value = value << 8 | (index < group.count ? UInt32(group[start + index]) : 0)
      }
      for index in 0..<4 {
        output.append(
          index <= group.count ? letters[Int(value >> UInt32(18 - 6 * index)) & 63] : 0x3D)
      }
    }
    guard output.count > 70 else { return String(decoding: output, as: UTF8.self) }
    var lines = ""
    for start in stride(from: 0, to: output.count, by: 70) {
      lines += String(decoding: output[start..<min(start + 70, output.count)], as: UTF8.self)
      lines += "\n"
    }
    return lines
  }
}
