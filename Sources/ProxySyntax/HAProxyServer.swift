package import Diagnostics

/// A `server` line of an HAProxy backend (configuration manual section 5.2).
///
/// There is no way to say `backup`: it would move traffic to another site without a person
/// (rule LB-002).
package struct HAProxyServer: Hashable, Sendable {
  /// How the server is reached and checked.
  package enum Transport: Hashable, Sendable {
    /// Clients' bytes are forwarded; only the check speaks TLS.
    case passthrough(checkSNI: String, caFile: String)
    /// Plain connections.
    case plain
    /// TLS towards the server.
    case tls(sni: String, caFile: String)
  }

  package let name: String
  package let address: String
  package let transport: Transport
  package let sendsProxyProtocol: Bool
  /// Whether traffic is refused; a disabled server is not checked either.
  package let isDisabled: Bool
  /// Section that resolves the address while running; nil for an IP address.
  package let resolvers: String?
  package let span: SourceSpan?

  package init(
    _ name: String, address: String, transport: Transport, sendsProxyProtocol: Bool,
    isDisabled: Bool, resolvers: String?, at span: SourceSpan?
  ) {
    self.name = name
    self.address = address
    self.transport = transport
    self.sendsProxyProtocol = sendsProxyProtocol
    self.isDisabled = isDisabled
    self.resolvers = resolvers
    self.span = span
  }

  /// The line: down after three failed checks, up after two good ones, open sessions closed at once.
  package var line: ProxyLine {
    var words = ["server", name, address, "check", "inter", "3s", "fall", "3", "rise", "2"]
    switch transport {
    case .plain: break
    case .passthrough(let sni, let caFile):
      words += ["check-ssl", "check-sni", sni, "verify", "required", "ca-file", caFile]
    case .tls(let sni, let caFile):
      words += ["ssl", "sni", "str(\(sni))", "check-sni", sni]
      words += ["verify", "required", "ca-file", caFile, "alpn", "h2,http/1.1"]
    }
    // Without `none`, one name that does not resolve would keep the process from starting.
    if let resolvers { words += ["resolvers", resolvers, "init-addr", "last,libc,none"] }
    if sendsProxyProtocol { words.append("send-proxy-v2") }
    words += ["on-marked-down", "shutdown-sessions"]
    if isDisabled { words.append("disabled") }
    return ProxyLine(words, at: span)
  }
}
