/// A text as patterns see it: scalars with their places in the bytes.
package struct PatternText: Sendable {
  package let bytes: [UInt8]
  let scalars: [Unicode.Scalar]
  /// Where each scalar begins, and the end of the text.
  private let offsets: [Int32]

  /// Bytes that are not UTF-8 count one replacement character each, as in Go.
  package init(_ bytes: [UInt8]) {
    self.bytes = bytes
    var scalars: [Unicode.Scalar] = []
    var offsets: [Int32] = []
    scalars.reserveCapacity(bytes.count)
    offsets.reserveCapacity(bytes.count + 1)
    var offset = 0
    while offset < bytes.count {
      offsets.append(Int32(clamping: offset))
      let (scalar, width) = Self.decode(bytes, at: offset)
      scalars.append(scalar)
      offset += width
    }
    offsets.append(Int32(clamping: bytes.count))
    self.scalars = scalars
    self.offsets = offsets
  }

  package init(_ text: String) { self.init(Array(text.utf8)) }

  /// Number of scalars.
  package var count: Int { scalars.count }

  /// The bytes between two scalars.
  package func bytes(_ range: Range<Int>) -> ArraySlice<UInt8> {
    bytes[Int(offsets[range.lowerBound])..<Int(offsets[range.upperBound])]
  }

  private static func decode(_ bytes: [UInt8], at offset: Int) -> (Unicode.Scalar, Int) {
    let first = bytes[offset]
    if first < 0x80 { return (Unicode.Scalar(first), 1) }
    let width = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
    guard (0xC2...0xF4).contains(first), offset + width <= bytes.count else {
      return ("\u{FFFD}", 1)
    }
    var value = UInt32(first) & (0x7F >> UInt32(width))
    for byte in bytes[(offset + 1)..<(offset + width)] {
      guard byte & 0xC0 == 0x80 else { return ("\u{FFFD}", 1) }
      value = value << 6 | UInt32(byte & 0x3F)
    }
    let least: UInt32 = width == 2 ? 0x80 : width == 3 ? 0x800 : 0x10000
    guard value >= least, let scalar = Unicode.Scalar(value) else { return ("\u{FFFD}", 1) }
    return (scalar, width)
  }
}
