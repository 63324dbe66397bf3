package import YAMLSyntax

/// A dotted version of two or three numbers, for gates; a leading `v` is accepted.
public struct Version: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// Major, minor and patch.
  let parts: [Int]
  /// The version as written.
  public let description: String

  /// Checks the grammar; nil when `text` is not a version.
  public init?(_ text: String) {
    let numbers = text.drop { $0 == "v" }.split(separator: ".", omittingEmptySubsequences: false)
    let parts = numbers.compactMap { Int($0) }
    guard (2...3).contains(numbers.count), parts.count == numbers.count,
      parts.allSatisfy({ $0 >= 0 })
    else { return nil }
    self.parts = parts.count == 3 ? parts : parts + [0]
    description = text
  }

  package init(_ major: Int, _ minor: Int, _ patch: Int) {
    parts = [major, minor, patch]
    description = "\(major).\(minor).\(patch)"
  }

  /// Compares number by number; `1.30` equals `1.30.0`.
  public static func < (left: Version, right: Version) -> Bool {
    left.parts.lexicographicallyPrecedes(right.parts)
  }

  /// Equal when the numbers are.
  public static func == (left: Version, right: Version) -> Bool { left.parts == right.parts }

  /// Hashes the numbers.
  public func hash(into hasher: inout Hasher) { hasher.combine(parts) }

  /// Whether the version is `major.minor.patch` or newer.
  package func isAtLeast(_ major: Int, _ minor: Int, _ patch: Int = 0) -> Bool {
    self >= Version(major, minor, patch)
  }

  /// Major and minor only.
  package var release: String { "\(parts[0]).\(parts[1])" }
}

extension Version: FieldValue {
  package static var typeName: String { "a version" }
  package static var kind: ScalarKind { .stringOrNumber }
  package init(parsing text: String) throws(ValueProblem) {
    guard let value = Self(text) else {
      throw ValueProblem(
        "is not a valid version", help: "write major.minor.patch, for example 1.30.0")
    }
    self = value
  }
  package var fieldText: String { description }
}
