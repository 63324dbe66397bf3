/// A value together with the bytes it came from.
///
/// Provenance travels in this type: a literal has no span, a value read from a file has the span of
/// its node, and text interpolated from located values takes the span of the first of them. What is
/// emitted from a located value can therefore name the input line that caused it.
public struct Located<Value> {
  /// The value itself.
  public var value: Value
  /// Where it was written; nil for defaults and literals.
  public var span: SourceSpan?

  /// Wraps `value`, by default without a place.
  public init(_ value: Value, at span: SourceSpan? = nil) {
    self.value = value
    self.span = span
  }

  /// The same place with another value.
  public func map<Other>(_ transform: (Value) throws -> Other) rethrows -> Located<Other> {
    Located<Other>(try transform(value), at: span)
  }
}

extension Located: Sendable where Value: Sendable {}

/// Equality is that of the values: two files that say the same thing are equal.
extension Located: Equatable where Value: Equatable {
  /// Compares values and ignores places.
  public static func == (left: Self, right: Self) -> Bool { left.value == right.value }
}

extension Located: Hashable where Value: Hashable {
  /// Hashes the value only, as `==` compares it.
  public func hash(into hasher: inout Hasher) { hasher.combine(value) }
}
