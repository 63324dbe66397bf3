package import YAMLSyntax

/// Name of an S3 bucket: 3 to 63 characters, DNS labels without a dot (rule OBJ-017).
///
/// Dots are legal in S3, but break TLS with virtual-host addressing; none is accepted.
public struct BucketName: Hashable, Sendable, CustomStringConvertible {
  /// The name.
  public let description: String

  /// Checks the grammar; nil when `text` is not a bucket name.
  public init?(_ text: String) {
    guard text.utf8.count >= 3, DNSLabel.isLabel(text) else { return nil }
    description = text
  }

  init(unchecked text: String) { description = text }
}

extension BucketName: FieldValue {
  package static var typeName: String { "a bucket name" }
  package static var pattern: String? { #"^[a-z0-9][-a-z0-9]{1,61}[a-z0-9]$"# }
  package init(parsing text: String) throws(ValueProblem) {
    guard let value = Self(text) else {
      throw ValueProblem(
        "is not a valid bucket name",
        help: "use 3 to 63 lower-case letters, digits and `-`, without dots")
    }
    self = value
  }
  package var fieldText: String { description }
}
