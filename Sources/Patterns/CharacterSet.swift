/// A set of Unicode scalars: ranges and Unicode classes, any of which may be negated.
struct CharacterSet: Hashable, Sendable {
  enum Part: Hashable, Sendable {
    case range(ClosedRange<UInt32>)
    /// A Unicode class such as `\pL`, or what is not in it.
    case category(CategorySet, isNegated: Bool)

    func contains(_ scalar: Unicode.Scalar) -> Bool {
      switch self {
      case .range(let range): range.contains(scalar.value)
      case .category(let set, let isNegated): set.contains(scalar) != isNegated
      }
    }
  }

  var parts: [Part]
  var isNegated = false
  /// Whether letters are taken for their other cases; a negated set folds before it negates.
  var ignoresCase = false

  init(_ parts: [Part], isNegated: Bool = false, ignoresCase: Bool = false) {
    self.parts = parts
    self.isNegated = isNegated
    self.ignoresCase = ignoresCase
  }

  init(_ ranges: [ClosedRange<UInt32>], isNegated: Bool = false) {
    self.init(ranges.map(Part.range), isNegated: isNegated)
  }

  init(_ scalar: Unicode.Scalar, ignoresCase: Bool = false) {
    self.init([.range(scalar.value...scalar.value)], ignoresCase: ignoresCase)
  }

  func contains(_ scalar: Unicode.Scalar) -> Bool {
    let isInside =
      holds(scalar) || (ignoresCase && CaseFolding.others(of: scalar).contains(where: holds))
    return isInside != isNegated
  }

  private func holds(_ scalar: Unicode.Scalar) -> Bool {
    parts.contains { $0.contains(scalar) }
  }

  static let digit = [UInt32(0x30)...0x39]
  static let word = [UInt32(0x30)...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A]
  static let space = [UInt32(0x09)...0x0A, 0x0C...0x0D, 0x20...0x20]
  /// Anything but a line feed.
  static let notLineFeed = CharacterSet([0x0A...0x0A], isNegated: true)
  static let anything = CharacterSet([0...0x10FFFF])

  static func isWord(_ scalar: Unicode.Scalar?) -> Bool {
    guard let scalar else { return false }
    return word.contains { $0.contains(scalar.value) }
  }

  /// The ranges that are not in `ranges`.
  static func complement(_ ranges: [ClosedRange<UInt32>]) -> [ClosedRange<UInt32>] {
    var result: [ClosedRange<UInt32>] = []
    var next: UInt32 = 0
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if range.lowerBound > next { result.append(next...range.lowerBound - 1) }
      next = max(next, range.upperBound + 1)
    }
    if next <= 0x10FFFF { result.append(next...0x10FFFF) }
    return result
  }
}

/// Scalars that differ in case only (Unicode, simple case folding).
enum CaseFolding {
  /// Scalars whose mapping to another case cannot be found from the other side.
  private static let hidden: [(Unicode.Scalar, Unicode.Scalar)] = [
    ("k", "\u{212A}"), ("s", "\u{17F}"), ("\u{E5}", "\u{212B}"), ("\u{3C9}", "\u{2126}"),
    ("\u{3C3}", "\u{3C2}"), ("\u{3B2}", "\u{3D0}"), ("\u{3B5}", "\u{3F5}"),
    ("\u{3B8}", "\u{3D1}"), ("\u{3BA}", "\u{3F0}"), ("\u{3C0}", "\u{3D6}"),
    ("\u{3C1}", "\u{3F1}"), ("\u{3C6}", "\u{3D5}"), ("\u{B5}", "\u{3BC}"),
  ]

  /// The other cases of a scalar.
  static func others(of scalar: Unicode.Scalar) -> [Unicode.Scalar] {
    if scalar.isASCII {
      guard (0x41...0x5A).contains(scalar.value & 0xDF) else { return [] }
      let other = Unicode.Scalar(UInt8(scalar.value) ^ 0x20)
      switch scalar {
      case "k", "K": return [other, "\u{212A}"]
      case "s", "S": return [other, "\u{17F}"]
      default: return [other]
      }
    }
    var found: [Unicode.Scalar] = []
    func add(_ mapping: String) {
      let scalars = mapping.unicodeScalars
      guard scalars.count == 1, let first = scalars.first, first != scalar,
        !found.contains(first)
      else { return }
      found.append(first)
    }
    add(scalar.properties.lowercaseMapping)
    add(scalar.properties.uppercaseMapping)
    add(scalar.properties.titlecaseMapping)
    for other in found {
      add(other.properties.lowercaseMapping)
      add(other.properties.uppercaseMapping)
    }
    for (one, other) in hidden {
      if one == scalar || found.contains(one) { add(String(other)) }
      if other == scalar { add(String(one)) }
    }
    return found
  }
}
