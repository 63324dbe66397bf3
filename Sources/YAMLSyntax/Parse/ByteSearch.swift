/// Looks for bytes eight at a time: whole files are searched for a few words before they are parsed.
package enum ByteSearch {
  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let highBits: UInt64 = 0x8080_8080_8080_8080

  /// The first place of `byte` in `range`; nil when there is none.
  package static func first(
    _ byte: UInt8, in bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>
  ) -> Int? {
    let raw = UnsafeRawBufferPointer(bytes)
    let pattern = ones &* UInt64(byte)
    var offset = range.lowerBound
    while offset + 8 <= range.upperBound {
      // Zero where the byte is; subtracting one then borrows from the high bit.
      let word = raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self) ^ pattern
      if (word &- ones) & ~word & highBits != 0 { break }
      offset += 8
    }
    while offset < range.upperBound {
      if bytes[offset] == byte { return offset }
      offset += 1
    }
    return nil
  }

  /// The first place of `byte` in `range`; nil when there is none.
  package static func first(_ byte: UInt8, in bytes: [UInt8], _ range: Range<Int>) -> Int? {
    bytes.withUnsafeBufferPointer { first(byte, in: $0, range) }
  }

  /// Whether `text`, which must not be empty, occurs in `range`.
  package static func contains(
    _ text: StaticString, in bytes: [UInt8], _ range: Range<Int>
  ) -> Bool {
    first(text, in: bytes, range) != nil
  }

  /// The first place of `text`, which must not be empty, in `range`; nil when there is none.
  package static func first(
    _ text: StaticString, in bytes: [UInt8], _ range: Range<Int>
  ) -> Int? {
    let needle = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
    guard range.count >= needle.count else { return nil }
    return bytes.withUnsafeBufferPointer { bytes in
      var rest = range.lowerBound..<(range.upperBound - needle.count + 1)
      while let index = first(needle[0], in: bytes, rest) {
        var length = 1
        while length < needle.count, bytes[index + length] == needle[length] { length += 1 }
        if length == needle.count { return index }
        rest = (index + 1)..<rest.upperBound
      }
      return nil
    }
  }

  /// Whether the eight bytes from `offset` on are all printable ASCII.
  package static func isPrintable(_ bytes: UnsafeBufferPointer<UInt8>, at offset: Int) -> Bool {
    let word = UnsafeRawBufferPointer(bytes).loadUnaligned(
      fromByteOffset: offset, as: UInt64.self)
    // A high bit remains where a byte is below a blank, above `~` or not ASCII.
    return (word | (word &- ones &* 0x20) | (word &+ ones)) & highBits == 0
  }
}
