package import YAMLSyntax

/// Name of an object in a cluster: an RFC 1123 subdomain of at most 253 characters.
///
/// Unlike in a host name, a part of it may be longer than 63 characters.
public struct ResourceName: Hashable, Sendable, CustomStringConvertible {
  /// The name as written.
  public let description: String

  /// Checks the grammar; nil when `text` is not a name.
  public init?(_ text: String) {
    let parts = text.utf8.split(separator: 0x2E, omittingEmptySubsequences: false)
    guard text.utf8.count <= 253, parts.allSatisfy(Self.isPart) else { return nil }
    description = text
  }

  package init(unchecked text: String) { description = text }

  private static func isPart(_ part: Substring.UTF8View) -> Bool {
    guard let first = part.first, let last = part.last, first != 0x2D, last != 0x2D else {
      return false
    }
    return part.allSatisfy { byte in
      (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x2D
    }
  }
}

extension ResourceName: FieldValue {
  package static var typeName: String { "the name of an object" }
  package static var pattern: String? {
    "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"
  }

  package init(parsing text: String) throws(ValueProblem) {
    guard let value = Self(text) else {
      throw ValueProblem(
        "is not a valid object name",
        help: "use lower-case letters, digits, dashes and dots, at most 253 characters")
    }
    self = value
  }

  package var fieldText: String { description }
}
