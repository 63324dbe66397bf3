/// What a scan over the raw bytes finds before libyaml sees them.
///
/// YAML 1.2.2 section 5.1 allows tab, line breaks, printable characters; everything else is refused
/// here, with the byte offset that libyaml would not give.
struct InputCheck {
  enum Problem: Equatable {
    case utf16
    case invalidUTF8(at: Int)
    case control(Unicode.Scalar, at: Int)
  }

  var isASCII = true
  var problem: Problem?

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    if bytes.count >= 2,
      (bytes[0] == 0xFF && bytes[1] == 0xFE) || (bytes[0] == 0xFE && bytes[1] == 0xFF)
    {
      problem = .utf16
      return
    }
    var offset = 0
    while offset < bytes.count {
      while offset + 8 <= bytes.count, ByteSearch.isPrintable(bytes, at: offset) { offset += 8 }
      guard offset < bytes.count else { return }
      let byte = bytes[offset]
      if byte >= 0x20, byte < 0x7F {
        offset += 1
      } else if byte == 0x0A || byte == 0x0D || byte == 0x09 {
        offset += 1
      } else if byte < 0x80 {
        problem = .control(Unicode.Scalar(byte), at: offset)
        return
      } else {
        isASCII = false
        guard let (scalar, length) = Self.decode(bytes, offset) else {
          problem = .invalidUTF8(at: offset)
          return
        }
        if !Self.isPrintable(scalar) {
          problem = .control(scalar, at: offset)
          return
        }
        offset += length
      }
    }
  }

  private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x85, 0xA0...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
    default: false
    }
  }

  private static func decode(
    _ bytes: UnsafeBufferPointer<UInt8>, _ offset: Int
  ) -> (Unicode.Scalar, Int)? {
    let first = bytes[offset]
    let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
    guard (0xC2...0xF4).contains(first), offset + length <= bytes.count else { return nil }
    var value = UInt32(first) & (0xFF >> UInt32(length + 1))
    for index in 1..<length {
      let next = bytes[offset + index]
      guard next & 0xC0 == 0x80 else { return nil }
      value = value << 6 | UInt32(next & 0x3F)
    }
    let minimum: UInt32 = length == 2 ? 0x80 : length == 3 ? 0x800 : 0x10000
    guard value >= minimum, let scalar = Unicode.Scalar(value) else { return nil }
    return (scalar, length)
  }
}
