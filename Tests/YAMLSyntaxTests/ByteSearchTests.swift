import TestSupport
import Testing
import YAMLSyntax

/// The search for bytes, against the one of the standard library.
@Suite("Search for bytes")
struct ByteSearchTests {
  @Test("finds what a plain search finds, in every range")
  func first() {
    var generator = SeededGenerator(seed: 7)
    for _ in 0..<200 {
      let bytes = (0..<Int.random(in: 0...40, using: &generator)).map { _ -> UInt8 in
        [0x22, 0x23, 0x24, 0xA3, 0x00, 0xFF].randomElement(using: &generator) ?? 0
      }
      let start = Int.random(in: 0...bytes.count, using: &generator)
      let range = start..<Int.random(in: start...bytes.count, using: &generator)
      for byte: UInt8 in [0x00, 0x23, 0xA3, 0xFF] {
        #expect(ByteSearch.first(byte, in: bytes, range) == bytes[range].firstIndex(of: byte))
      }
    }
  }

  @Test("finds a word wherever it stands, and only there")
  func words() {
    for before in 0..<20 {
      let bytes = Array((String(repeating: "k", count: before) + "kindly").utf8)
      #expect(ByteSearch.contains("kind", in: bytes, bytes.indices))
      #expect(ByteSearch.contains("kindly", in: bytes, bytes.indices))
      #expect(!ByteSearch.contains("kindly ", in: bytes, bytes.indices))
      #expect(!ByteSearch.contains("kindly", in: bytes, 0..<(bytes.count - 1)))
    }
  }

  @Test("knows printable text by eights", arguments: UInt8.min...UInt8.max)
  func printable(byte: UInt8) {
    for position in 0..<8 {
      for other: UInt8 in [0x20, 0x7E] {
        var bytes = Array(repeating: other, count: 8)
        bytes[position] = byte
        let found = bytes.withUnsafeBufferPointer { ByteSearch.isPrintable($0, at: 0) }
        #expect(found == (0x20...0x7E).contains(byte))
      }
    }
  }
}
