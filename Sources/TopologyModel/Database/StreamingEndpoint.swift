public import Diagnostics
package import YAMLSyntax

/// Where the peers of a site reach its primary, and with what.
///
/// Both Secrets lie in every peer: the client certificate of `streaming_replica` and the CA of the
/// server (rule PG-032).
public struct StreamingEndpoint: Sendable {
  /// Host name in the server certificate.
  public var host: Located<DNSName>
  /// Port of the exposed primary.
  public var port = Located(PortNumber.postgres)
  /// Networks that peers connect from.
  public var peerCIDR: [Located<CIDR>]
  /// TLS Secret with the client certificate; `<site>-replication` when absent.
  public var clientSecret: Located<DNSLabel>?
  /// Secret with the server's CA; `<site>-server-ca` when absent.
  public var caSecret: Located<DNSLabel>?
  /// Where the block was written.
  public var span: SourceSpan?

  /// An endpoint at `host`, open to `peerCIDR`.
  public init(host: Located<DNSName>, peerCIDR: [Located<CIDR>]) {
    self.host = host
    self.peerCIDR = peerCIDR
  }
}

extension StreamingEndpoint: FieldBlock {
  package static let summary = "Endpoint of a site's primary for its peers."

  package init() { self.init(host: Located(DNSName(unchecked: "unset")), peerCIDR: []) }

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.scalar("host", &host, .required, "host name in the server certificate")
    fields.scalar("port", &port, "port of the exposed primary")
    fields.scalars("peerCIDR", &peerCIDR, .required, "networks that peers connect from")
    fields.scalar("clientSecret", &clientSecret, "TLS Secret of streaming_replica, in every peer")
    fields.scalar("caSecret", &caSecret, "Secret with the server's CA, in every peer")
  }
}
