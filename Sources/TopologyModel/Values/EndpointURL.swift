package import YAMLSyntax

/// An absolute `http` or `https` URL without user, query or fragment.
public struct EndpointURL: Hashable, Sendable, CustomStringConvertible {
  /// `http` or `https`.
  public let scheme: String
  /// Host name or address.
  public let host: HostAddress
  /// Port, when written.
  public let explicitPort: Int?
  /// Path, empty or starting with `/`.
  public let path: String

  /// Checks the grammar; nil when `text` is not such a URL.
  public init?(_ text: String) { try? self.init(parsing: text) }

  init(unchecked host: String) {
    scheme = "https"
    self.host = HostAddress(unchecked: host)
    explicitPort = nil
    path = ""
  }

  /// The URL as written.
  public var description: String {
    "\(scheme)://\(host.bracketed)" + (explicitPort.map { ":\($0)" } ?? "") + path
  }

  /// The port that connections go to.
  package var port: Int { explicitPort ?? (scheme == "https" ? 443 : 80) }

  package var isSecure: Bool { scheme == "https" }
}

extension EndpointURL: FieldValue {
  package static var typeName: String { "a URL" }
  package static var pattern: String? { #"^https?://[^@?#\s]+$"# }
  package init(parsing text: String) throws(ValueProblem) {
    let help = "write https://host or https://host:port"
    guard let mark = text.firstIndex(of: ":"), text[mark...].hasPrefix("://"),
      ["http", "https"].contains(text[..<mark])
    else { throw ValueProblem("is not an absolute http or https URL", help: help) }
    let rest = text[text.index(mark, offsetBy: 3)...]
    let authority = rest.prefix { $0 != "/" }
    let path = String(rest.dropFirst(authority.count))
    guard !rest.contains(where: { "@?# ".contains($0) }) else {
      throw ValueProblem("contains a user, a query or a fragment", help: help)
    }
    var host = String(authority)
    var port: Int?
    let isBare6 = authority.hasPrefix("[") && authority.hasSuffix("]")
    if !isBare6, let colon = authority.lastIndex(of: ":") {
      guard let number = Int(authority[authority.index(after: colon)...]),
        (1...65535).contains(number)
      else { throw ValueProblem("has an invalid port", help: help) }
      host = String(authority[..<colon])
      port = number
    }
    if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
    guard let address = HostAddress(host) else { throw ValueProblem("has no host", help: help) }
    scheme = String(text[..<mark])
    self.host = address
    explicitPort = port
    self.path = path
  }
  package var fieldText: String { description }
}
