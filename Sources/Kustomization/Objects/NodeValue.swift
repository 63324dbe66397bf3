package import YAMLSyntax

/// What a scalar of a resource means: kyaml reads YAML 1.2 words and Go's numbers.
package enum NodeValue {
  /// The typed value of a scalar.
  package static func value(_ scalar: YAMLScalar) -> ScalarValue {
    guard scalar.style == .plain else { return .string }
    let value = scalar.resolved(.kubernetes)
    // YAML 1.1's other words for booleans are strings here.
    if case .boolean = value, !words.contains(scalar.text) { return .string }
    return value
  }

  /// A date without quotes is a point in time for kyaml, and is printed as one.
  static func time(_ scalar: YAMLScalar) -> String? {
    guard scalar.style == .plain, scalar.text.utf8.count == 10,
      scalar.resolved(.yaml11) == .timestamp
    else { return nil }
    return "\(scalar.text)T00:00:00Z"
  }

  private static let words: Set<String> = ["true", "True", "TRUE", "false", "False", "FALSE"]

  /// Whether two trees have equal values; mappings in any order.
  package static func isEqual(_ left: YAMLNode, _ right: YAMLNode) -> Bool {
    switch (left.content, right.content) {
    case (.scalar(let one), .scalar(let other)):
      let value = value(one)
      guard value == Self.value(other) else {
        if case .integer(let number) = value, case .float(let float) = Self.value(other) {
          return Double(number) == float
        }
        return false
      }
      return value != .string || one.text == other.text
    case (.sequence(let one), .sequence(let other)):
      return one.count == other.count && zip(one, other).allSatisfy(isEqual)
    case (.mapping(let one), .mapping(let other)):
      guard one.count == other.count else { return false }
      return one.allSatisfy { entry in
        guard let value = right[entry.key.scalar?.text ?? ""] else { return false }
        return isEqual(entry.value, value)
      }
    default: return false
    }
  }
}
