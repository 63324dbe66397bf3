import FoundationEssentials
package import Seams

/// Scheme, host and port of a URL.
package struct ServerAuthority: Hashable, Sendable {
  package let scheme: String
  /// Without brackets.
  package let host: String
  package let port: Int?
  /// User and password before the host.
  let user: Substring?

  package init?(_ url: String) {
    guard let mark = url.firstRange(of: "://") else { return nil }
    scheme = url[..<mark.lowerBound].lowercased()
    var rest = url[mark.upperBound...].prefix { $0 != "/" && $0 != "?" }
    if let at = rest.lastIndex(of: "@") {
      user = rest[..<at]
      rest = rest[rest.index(after: at)...]
    } else {
      user = nil
    }
    if rest.hasPrefix("["), let end = rest.firstIndex(of: "]") {
      host = String(rest[rest.index(after: rest.startIndex)..<end])
      rest = rest[rest.index(after: end)...]
    } else {
      host = String(rest.prefix { $0 != ":" })
      rest = rest.dropFirst(host.count)
    }
    if rest.isEmpty {
      port = nil
    } else {
      guard rest.hasPrefix(":"), let number = Int(rest.dropFirst()), (1...65535).contains(number)
      else { return nil }
      port = number
    }
    guard !host.isEmpty else { return nil }
  }

  /// Host and port as a header says them.
  var text: String {
    (host.contains(":") ? "[\(host)]" : host) + (port.map { ":\($0)" } ?? "")
  }
}

/// A proxy for HTTP and, by CONNECT, HTTPS.
package struct ProxyAddress: Hashable, Sendable {
  package let host: String
  package let port: Int
  /// Credentials in base 64.
  let authorization: Sensitive<String>?

  /// Reads `http://user:password@host:3128`; scheme and port may be left out.
  package init(_ text: String) throws(TransportError) {
    guard let authority = ServerAuthority(text.contains("://") ? text : "http://\(text)") else {
      throw TransportError(.connection, "the proxy is not a URL with a host")
    }
    guard authority.scheme == "http" else {
      throw TransportError(
        .connection, "\(authority.scheme) proxies are not supported; use http://")
    }
    host = authority.host
    port = authority.port ?? 80
    authorization = authority.user.map { Sensitive(Data(String($0).utf8).base64EncodedString()) }
  }

  /// The proxy for `url` by the variables that programs agree on (`HTTPS_PROXY`, `HTTP_PROXY`,
  /// `NO_PROXY`, in capitals or not); nil means none.
  package static func forURL(
    _ url: String, environment: [String: String]
  ) throws(TransportError) -> ProxyAddress? {
    func variable(_ name: String) -> String? {
      [name, name.lowercased()].compactMap { environment[$0] }.first { !$0.isEmpty }
    }
    guard let target = ServerAuthority(url),
      let text = variable(target.scheme == "https" ? "HTTPS_PROXY" : "HTTP_PROXY")
    else { return nil }
    let host = target.host.lowercased()
    if host == "localhost" || host.hasPrefix("127.") || host == "::1" { return nil }
    let port = target.port ?? (target.scheme == "https" ? 443 : 80)
    for item in (variable("NO_PROXY") ?? "").split(separator: ",") {
      if ProxyException(item.lowercased())?.covers(host, port) == true { return nil }
    }
    return try ProxyAddress(text)
  }
}
