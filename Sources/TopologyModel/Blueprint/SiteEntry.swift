package import Diagnostics

/// Where traffic enters a site.
package struct SiteEntry: Sendable {
  package let address: Located<HostAddress>
  package let port: Located<PortNumber>
  /// Whether the ingress answers only connections with a PROXY protocol header.
  package let expectsProxyProtocol: Bool

  /// Nil without an address, which rule TOP827 excludes.
  init?(_ ingress: IngressSettings) {
    guard let address = ingress.vip else { return nil }
    self.address = address
    port = ingress.httpsPort
    expectsProxyProtocol = ingress.proxyProtocol.value
  }

  /// `ADDRESS:PORT`, with an IPv6 address in brackets.
  package var endpoint: Located<String> {
    address.map { "\($0.bracketed):\(port.value)" }
  }
}
