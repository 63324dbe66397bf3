package import YAMLSyntax

/// A DNS-1123 label: lower-case letters, digits and `-`, 1 to 63 characters.
///
/// Source: RFC 1123 section 2.1, as Kubernetes validates names of Services and namespaces.
public struct DNSLabel: Hashable, Sendable, CustomStringConvertible {
  /// The label.
  public let description: String

  /// Checks the grammar; nil when `text` is not a label.
  public init?(_ text: String) {
    guard Self.isLabel(text) else { return nil }
    description = text
  }

  init(unchecked text: String) { description = text }

  static func isLabel(_ text: some StringProtocol) -> Bool {
    let bytes = text.utf8
    guard (1...63).contains(bytes.count), bytes.first != 0x2D, text.last != "-" else {
      return false
    }
    return bytes.allSatisfy {
      (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D
    }
  }
}

extension DNSLabel: FieldValue {
  package static var typeName: String { "a DNS label" }
  package static var pattern: String? { #"^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$"# }
  package init(parsing text: String) throws(ValueProblem) {
    guard let value = Self(text) else {
      throw ValueProblem(
        "is not a valid DNS label",
        help:
          "use lower-case letters, digits and `-`, at most 63 characters, not starting or ending with `-`"
      )
    }
    self = value
  }
  package var fieldText: String { description }
}
