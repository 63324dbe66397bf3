/// An IPv4 or IPv6 address, as its bits.
package struct IPAddress: Hashable, Sendable {
  /// 4 or 16 bytes, most significant first.
  package let bytes: [UInt8]

  /// Parses dotted decimal (RFC 791) or the forms of RFC 4291 section 2.2; nil for anything else.
  package init?(_ text: some StringProtocol) {
    guard let bytes = text.contains(":") ? Self.version6(text) : Self.version4(text) else {
      return nil
    }
    self.bytes = bytes
  }

  init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  package var bitCount: Int { bytes.count * 8 }

  private static func version4(_ text: some StringProtocol) -> [UInt8]? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    var bytes: [UInt8] = []
    for part in parts {
      // A leading zero is read as octal by some programs: refused.
      guard part.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let value = UInt8(part),
        part.count == 1 || part.first != "0"
      else {
        return nil
      }
      bytes.append(value)
    }
    return bytes
  }

  private static func version6(_ text: some StringProtocol) -> [UInt8]? {
    let full = String(text)
    if full.contains(":::") { return nil }
    var left = full[...]
    var right: Substring?
    if let gap = doubleColon(in: full) {
      left = full[..<gap]
      right = full[full.index(gap, offsetBy: 2)...]
      if doubleColon(in: String(full[full.index(after: gap)...])) != nil { return nil }
    }
    guard let head = groups(left, allowsDotted: right == nil) else { return nil }
    guard let right else { return head.count == 16 ? head : nil }
    guard let tail = groups(right, allowsDotted: true), head.count + tail.count < 16 else {
      return nil
    }
    return head + Array(repeating: 0, count: 16 - head.count - tail.count) + tail
  }

  private static func doubleColon(in text: String) -> String.Index? {
    var previous: String.Index?
    for index in text.indices where text[index] == ":" {
      if let previous, text.index(after: previous) == index { return previous }
      previous = index
    }
    return nil
  }

  private static func groups(_ text: Substring, allowsDotted: Bool) -> [UInt8]? {
    if text.isEmpty { return [] }
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    var bytes: [UInt8] = []
    for (position, part) in parts.enumerated() {
      if allowsDotted, part.contains("."), position == parts.count - 1 {
        guard let last = version4(part) else { return nil }
        bytes += last
      } else {
        guard (1...4).contains(part.count), part.allSatisfy(\.isHexDigit),
          let value = UInt16(part, radix: 16)
        else { return nil }
        bytes += [UInt8(value >> 8), UInt8(value & 0xFF)]
      }
    }
    return bytes
  }
}
