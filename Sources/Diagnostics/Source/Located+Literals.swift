extension Located: ExpressibleByUnicodeScalarLiteral where Value == String {
  /// A literal has no place.
  public init(unicodeScalarLiteral value: String) { self.init(value) }
}

extension Located: ExpressibleByExtendedGraphemeClusterLiteral where Value == String {
  /// A literal has no place.
  public init(extendedGraphemeClusterLiteral value: String) { self.init(value) }
}

extension Located: ExpressibleByStringLiteral where Value == String {
  /// A literal has no place.
  public init(stringLiteral value: String) { self.init(value) }
}

extension Located: ExpressibleByStringInterpolation where Value == String {
  /// The text with the place of the first located part.
  public init(stringInterpolation: LocatedInterpolation) {
    self.init(stringInterpolation.text, at: stringInterpolation.span)
  }
}

extension Located: ExpressibleByIntegerLiteral where Value == Int {
  /// A literal has no place.
  public init(integerLiteral value: Int) { self.init(value) }
}

extension Located: ExpressibleByBooleanLiteral where Value == Bool {
  /// A literal has no place.
  public init(booleanLiteral value: Bool) { self.init(value) }
}

/// Collects the text of an interpolated ``Located`` string and the first place that it meets.
public struct LocatedInterpolation: StringInterpolationProtocol {
  var text = ""
  var span: SourceSpan?

  /// Reserves room for the literal parts.
  public init(literalCapacity: Int, interpolationCount: Int) {
    text.reserveCapacity(literalCapacity + interpolationCount * 8)
  }

  /// Appends a literal part.
  public mutating func appendLiteral(_ literal: String) {
    text += literal
  }

  /// Appends a located part and takes over its place when it is the first.
  public mutating func appendInterpolation<Part: CustomStringConvertible>(_ part: Located<Part>) {
    text += part.value.description
    if span == nil { span = part.span }
  }

  /// Appends a part without a place.
  public mutating func appendInterpolation(_ part: some CustomStringConvertible) {
    text += part.description
  }
}
