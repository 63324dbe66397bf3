/// Reads JSON (RFC 8259) into the tree that everything else works on.
///
/// For answers of servers: nodes have no places, strings keep what they look like, and of a repeated
/// key the last value is found. Numbers keep their text.
package struct JSONReader {
  /// Why bytes are no JSON.
  package struct Problem: Error, Hashable, Sendable, CustomStringConvertible {
    package let message: String
    package let offset: Int
    package var description: String { "\(message) at byte \(offset)" }
  }

  /// Deeper nesting is refused instead of exhausting the stack.
  static let mostDepth = 200

  private let bytes: UnsafeBufferPointer<UInt8>
  private var offset = 0
  /// Values that may still come.
  private var room: Int

  /// The tree of one JSON text.
  ///
  /// A value takes some 200 bytes whatever its text: of servers that are not trusted, `mostValues` bounds what an
  /// answer may cost.
  package static func parse(
    _ bytes: [UInt8], mostValues: Int = .max
  ) throws(Problem) -> YAMLNode {
    let result: Result<YAMLNode, Problem> = bytes.withUnsafeBufferPointer { buffer in
      var reader = JSONReader(bytes: buffer, room: mostValues)
      do throws(Problem) {
        let node = try reader.value(depth: 0)
        reader.skipBlanks()
        guard reader.offset == buffer.count else {
          throw reader.problem("unexpected input after the value")
        }
        return .success(node)
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  private init(bytes: UnsafeBufferPointer<UInt8>, room: Int) {
    self.bytes = bytes
    self.room = room
  }

  private func problem(_ message: String) -> Problem { Problem(message: message, offset: offset) }

  private var next: UInt8? { offset < bytes.count ? bytes[offset] : nil }

  private mutating func skipBlanks() {
    while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
      offset += 1
    }
  }

  private mutating func take(_ byte: Unicode.Scalar) -> Bool {
    guard next == UInt8(ascii: byte) else { return false }
    offset += 1
    return true
  }

  private mutating func value(depth: Int) throws(Problem) -> YAMLNode {
    guard depth < Self.mostDepth else { throw problem("nesting is too deep") }
    guard room > 0 else { throw problem("too many values") }
    room -= 1
    skipBlanks()
    switch next {
    case UInt8(ascii: "{"): return try object(depth)
    case UInt8(ascii: "["): return try array(depth)
    case UInt8(ascii: "\""): return YAMLNode(.scalar(YAMLScalar(try string(), .string)))
    case nil: throw problem("unexpected end of input")
    default: return try word()
    }
  }

  private mutating func object(_ depth: Int) throws(Problem) -> YAMLNode {
    offset += 1
    var entries: [YAMLEntry] = []
    skipBlanks()
    if take("}") { return .mapping(entries) }
    while true {
      skipBlanks()
      guard next == UInt8(ascii: "\"") else { throw problem("missing key") }
      let key = YAMLNode(.scalar(YAMLScalar(try string(), .string)))
      skipBlanks()
      guard take(":") else { throw problem("missing colon") }
      entries.append(YAMLEntry(key, try value(depth: depth + 1)))
      skipBlanks()
      if take("}") { return .mapping(entries) }
      guard take(",") else { throw problem("missing comma") }
    }
  }

  private mutating func array(_ depth: Int) throws(Problem) -> YAMLNode {
    offset += 1
    var items: [YAMLNode] = []
    skipBlanks()
    if take("]") { return .sequence(items) }
    while true {
      items.append(try value(depth: depth + 1))
      skipBlanks()
      if take("]") { return .sequence(items) }
      guard take(",") else { throw problem("missing comma") }
    }
  }

  private mutating func word() throws(Problem) -> YAMLNode {
    let start = offset
    while let byte = next, byte > 0x20, byte != UInt8(ascii: ","), byte != UInt8(ascii: "]"),
      byte != UInt8(ascii: "}")
    {
      offset += 1
    }
    let text = String(decoding: bytes[start..<offset], as: UTF8.self)
    switch text {
    case "true", "false", "null": return YAMLNode(.scalar(YAMLScalar(text, .plain)))
    default:
      guard let first = text.utf8.first, first == 0x2D || (0x30...0x39).contains(first),
        Double(text) != nil, !text.utf8.contains(where: { $0 | 0x20 == 0x78 })
      else {
        offset = start
        throw problem("invalid value")
      }
      return YAMLNode(.scalar(YAMLScalar(text, .plain)))
    }
  }

  private mutating func string() throws(Problem) -> String {
    offset += 1
    let start = offset
    while let byte = next, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 {
      offset += 1
    }
    if next == UInt8(ascii: "\"") {
      defer { offset += 1 }
      return String(decoding: bytes[start..<offset], as: UTF8.self)
    }
    var text = Array(bytes[start..<offset])
    while let byte = next, byte >= 0x20 {
      offset += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"): try escape(into: &text)
      default: text.append(byte)
      }
    }
    throw problem("unterminated string")
  }

  private mutating func escape(into text: inout [UInt8]) throws(Problem) {
    guard let byte = next else { throw problem("unterminated string") }
    offset += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "u"): text += Array(String(Character(try scalar())).utf8)
    default: throw problem("unknown escape")
    }
  }

  /// The character of a `\u` and four digits, or of two of them; half of a pair becomes a replacement character.
  private mutating func scalar() throws(Problem) -> Unicode.Scalar {
    let first = try unit()
    guard (0xD800...0xDBFF).contains(first) else {
      return Unicode.Scalar(first) ?? "\u{FFFD}"
    }
    guard offset + 1 < bytes.count, bytes[offset] == 0x5C, bytes[offset + 1] == 0x75 else {
      return "\u{FFFD}"
    }
    let mark = offset
    offset += 2
    let second = try unit()
    guard (0xDC00...0xDFFF).contains(second) else {
      offset = mark
      return "\u{FFFD}"
    }
    return Unicode.Scalar(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00)) ?? "\u{FFFD}"
  }

  private mutating func unit() throws(Problem) -> UInt32 {
    guard offset + 4 <= bytes.count,
      let value = UInt32(String(decoding: bytes[offset..<offset + 4], as: UTF8.self), radix: 16)
    else { throw problem("expected four hexadecimal digits") }
    offset += 4
    return value
  }
}
