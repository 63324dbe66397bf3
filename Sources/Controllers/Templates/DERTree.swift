/// A value of ASN.1 in its distinguished encoding (X.690), as far as PKCS #8 and #12 need it.
indirect enum DERTree {
  struct Malformed: Error {}

  /// A tag and its bytes.
  case primitive(UInt8, [UInt8])
  /// A tag and its parts.
  case constructed(UInt8, [DERTree])

  static func sequence(_ parts: DERTree...) -> DERTree { .constructed(0x30, parts) }
  static func sequence(of parts: [DERTree]) -> DERTree { .constructed(0x30, parts) }
  static func octets(_ bytes: [UInt8]) -> DERTree { .primitive(0x04, bytes) }
  static let null = DERTree.primitive(0x05, [])

  /// A number from 0.
  static func integer(_ value: Int) -> DERTree {
    var bytes = [UInt8(truncatingIfNeeded: value)]
    var rest = value >> 8
    while rest > 0 {
      bytes.insert(UInt8(truncatingIfNeeded: rest), at: 0)
      rest >>= 8
    }
    if bytes[0] & 0x80 != 0 { bytes.insert(0, at: 0) }
    return .primitive(0x02, bytes)
  }

  static func identifier(_ arcs: [UInt]) -> DERTree {
    var bytes: [UInt8] = []
    for arc in [arcs[0] * 40 + arcs[1]] + arcs.dropFirst(2) {
      var group = [UInt8(arc & 0x7F)]
      var rest = arc >> 7
      while rest > 0 {
        group.insert(UInt8(rest & 0x7F) | 0x80, at: 0)
        rest >>= 7
      }
      bytes += group
    }
    return .primitive(0x06, bytes)
  }

  /// Reads one value.
  init(_ bytes: [UInt8]) throws {
    var rest = bytes[...]
    self = try Self.read(&rest, depth: 0)
    guard rest.isEmpty else { throw Malformed() }
  }

  private static func read(_ rest: inout ArraySlice<UInt8>, depth: Int) throws -> DERTree {
    guard depth < 32, let tag = rest.popFirst(), tag & 0x1F != 0x1F, let first = rest.popFirst()
    else { throw Malformed() }
    var length = Int(first)
    if first & 0x80 != 0 {
      let count = Int(first & 0x7F)
      guard (1...4).contains(count), rest.count >= count else { throw Malformed() }
      length = rest.prefix(count).reduce(0) { $0 << 8 | Int($1) }
      rest = rest.dropFirst(count)
    }
    guard length <= rest.count else { throw Malformed() }
    var content = rest.prefix(length)
    rest = rest.dropFirst(length)
    guard tag & 0x20 != 0 else { return .primitive(tag, Array(content)) }
    var parts: [DERTree] = []
    while !content.isEmpty { parts.append(try read(&content, depth: depth + 1)) }
    return .constructed(tag, parts)
  }

  var bytes: [UInt8] {
    let (tag, content): (UInt8, [UInt8]) =
      switch self {
      case .primitive(let tag, let bytes): (tag, bytes)
      case .constructed(let tag, let parts): (tag, parts.flatMap(\.bytes))
      }
    var length: [UInt8] = []
    if content.count < 128 {
      length = [UInt8(content.count)]
    } else {
      var rest = content.count
      while rest > 0 {
        length.insert(UInt8(rest & 0xFF), at: 0)
        rest >>= 8
      }
      length.insert(0x80 | UInt8(length.count), at: 0)
    }
    return [tag] + length + content
  }

  var tag: UInt8 {
    switch self {
    case .primitive(let tag, _), .constructed(let tag, _): tag
    }
  }

  func parts() throws -> [DERTree] {
    guard case .constructed(_, let parts) = self else { throw Malformed() }
    return parts
  }

  func part(_ index: Int) throws -> DERTree {
    let parts = try parts()
    guard index < parts.count else { throw Malformed() }
    return parts[index]
  }

  /// The bytes of a primitive value, or those of a string in pieces.
  func content() throws -> [UInt8] {
    switch self {
    case .primitive(_, let bytes): bytes
    case .constructed(_, let parts): try parts.flatMap { try $0.content() }
    }
  }

  func number() throws -> Int {
    let bytes = try content()
    guard tag == 0x02, bytes.count <= 4 else { throw Malformed() }
    return bytes.reduce(0) { $0 << 8 | Int($1) }
  }

  func isIdentifier(_ arcs: [UInt]) -> Bool {
    if case .primitive(0x06, let bytes) = self,
      case .primitive(_, let wanted) = Self.identifier(arcs)
    {
      return bytes == wanted
    }
    return false
  }
}
