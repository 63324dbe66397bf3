package import YAMLSyntax

/// A host name of one or more labels, at most 253 characters (RFC 1123).
public struct DNSName: Hashable, Sendable, CustomStringConvertible {
  /// The name.
  public let description: String

  /// Checks the grammar; nil when `text` is not a host name.
  public init?(_ text: String) {
    guard text.utf8.count <= 253, !text.isEmpty,
      text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy(DNSLabel.isLabel),
      // `10.0.0.256` is a slip in an address, not a name (RFC 3696, section 2).
      text.split(separator: ".").last?.allSatisfy(\.isNumber) == false
    else { return nil }
    description = text
  }

  init(unchecked text: String) { description = text }
}

extension DNSName: FieldValue {
  package static var typeName: String { "a host name" }
  package init(parsing text: String) throws(ValueProblem) {
    guard let value = Self(text) else {
      throw ValueProblem(
        "is not a valid host name", help: "write lower-case labels separated by dots")
    }
    self = value
  }
  package var fieldText: String { description }
}

/// A host as a name or an IP address.
public struct HostAddress: Hashable, Sendable, CustomStringConvertible {
  /// The host as written.
  public let description: String
  /// Whether it is an IP address.
  public let isIPAddress: Bool

  /// Checks the grammar; nil when `text` is neither name nor address.
  public init?(_ text: String) {
    let isIPAddress = IPAddress(text) != nil
    guard isIPAddress || DNSName(text) != nil else { return nil }
    description = text
    self.isIPAddress = isIPAddress
  }

  init(unchecked text: String) {
    description = text
    isIPAddress = false
  }

  /// The host as it is before `:port`: IPv6 addresses in brackets.
  package var bracketed: String { description.contains(":") ? "[\(description)]" : description }
}

extension HostAddress: FieldValue {
  package static var typeName: String { "a host name or IP address" }
  package init(parsing text: String) throws(ValueProblem) {
    guard let value = Self(text) else {
      throw ValueProblem(
        "is not a valid host name or IP address", help: "write a host without a port")
    }
    self = value
  }
  package var fieldText: String { description }
}
