package import YAMLSyntax

/// A TCP port, 1 to 65535.
public struct PortNumber: Hashable, Sendable, CustomStringConvertible {
  /// The number.
  public let value: Int

  /// Checks the range; nil outside it.
  public init?(_ value: Int) {
    guard (1...65535).contains(value) else { return nil }
    self.value = value
  }

  init(unchecked value: Int) { self.value = value }

  /// HTTPS (RFC 9110).
  public static let https = PortNumber(unchecked: 443)
  /// Port of DNS.
  public static let dns = PortNumber(unchecked: 53)
  /// HTTP (RFC 9110).
  public static let http = PortNumber(unchecked: 80)
  /// PostgreSQL (IANA).
  public static let postgres = PortNumber(unchecked: 5432)
  /// Message submission (RFC 6409), Infisical's default.
  public static let submission = PortNumber(unchecked: 587)

  /// Decimal form.
  public var description: String { String(value) }
}

extension PortNumber: FieldValue {
  package static var typeName: String { "a port" }
  package static var kind: ScalarKind { .integer }
  package init(parsing text: String) throws(ValueProblem) {
    guard let value = PortNumber(try Int(parsing: text)) else {
      throw ValueProblem("is not a valid port", help: "use a number from 1 to 65535")
    }
    self = value
  }
  package var fieldText: String { description }
}
