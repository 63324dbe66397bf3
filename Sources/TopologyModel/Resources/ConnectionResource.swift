public import Diagnostics
package import YAMLSyntax

/// An Infisical server that identities log in to.
public struct ConnectionResource: Sendable {
  /// Name of the resource.
  public var name: Located<DNSLabel>
  /// Base URL; `siteURL` when absent.
  public var address: Located<EndpointURL>?
  /// Certificates of authorities as PEM.
  public var caCertificate: SecretKey?
  /// Where the block was written.
  public var span: SourceSpan?

  /// The server at `siteURL`.
  public init(name: Located<DNSLabel>) {
    self.name = name
  }
}

extension ConnectionResource: FieldBlock {
  package static let summary = "An Infisical server."

  package init() { self.init(name: Located(DNSLabel(unchecked: "unset"))) }

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.scalar("name", &name, .required, "name of the resource")
    fields.scalar("address", &address, "base URL of the server; defaults to siteURL")
    fields.block("caCertificate", &caCertificate, "CA certificates as PEM")
  }
}
