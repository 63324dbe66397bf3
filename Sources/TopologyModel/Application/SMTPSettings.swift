public import Diagnostics
package import YAMLSyntax

/// Mail server; user and password come from the Secret `secrets.smtp`.
public struct SMTPSettings: Sendable {
  /// Host of the server.
  public var host: Located<HostAddress>
  /// Port of the server.
  public var port = Located(PortNumber.submission)
  /// Sender address.
  public var fromAddress: Located<String>
  /// Sender name.
  public var fromName: Located<String> = "Infisical"
  /// Networks of the server, for policies; any when empty.
  public var cidr: [Located<CIDR>] = []
  /// Where the block was written.
  public var span: SourceSpan?

  /// A submission server with STARTTLS.
  public init(host: Located<HostAddress>, fromAddress: Located<String>) {
    self.host = host
    self.fromAddress = fromAddress
  }
}

extension SMTPSettings: FieldBlock {
  package static let summary = "Mail server."

  package init() { self.init(host: Located(HostAddress(unchecked: "unset")), fromAddress: "unset") }

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.scalar("host", &host, .required, "host of the server")
    fields.scalar("port", &port, "port of the server")
    fields.scalar("fromAddress", &fromAddress, .required, "sender address")
    fields.scalar("fromName", &fromName, "sender name")
    fields.scalars("cidr", &cidr, "networks of the server; empty means any")
  }
}
