/// Base URL of a server, normalised: no slash at its end and no `/api`.
///
/// Upstream's documents disagree on whether an address may include `/api`: both are taken.
package struct ServerAddress: Hashable, Sendable, CustomStringConvertible {
  package let base: String

  /// Nil when `text` is not a URL of a web server.
  package init?(_ text: String) {
    var text = text
    while text.hasSuffix("/") { text.removeLast() }
    if text.hasSuffix("/api") { text.removeLast(4) }
    while text.hasSuffix("/") { text.removeLast() }
    let lower = text.lowercased()
    guard lower.hasPrefix("https://") || lower.hasPrefix("http://"),
      !text.utf8.contains(where: { $0 <= 0x20 || $0 == 0x7F }),
      let authority = text.split(separator: "/", maxSplits: 2).dropFirst().first,
      !authority.isEmpty, !authority.contains("@"), !text.contains("?"), !text.contains("#")
    else { return nil }
    base = text
  }

  /// The URL of a path below `/api`.
  package func url(_ path: String) -> String { "\(base)/api\(path)" }

  package var description: String { base }
}

/// A server and how it is verified: connections that agree in both share pool, limits and circuit.
package struct ServerKey: Hashable, Comparable, Sendable {
  package let address: ServerAddress
  /// SHA-256 of the PEM of further authorities; empty when there are none.
  package let authorities: String

  package init(address: ServerAddress, authorities: String) {
    self.address = address
    self.authorities = authorities
  }

  package static func < (left: Self, right: Self) -> Bool {
    (left.address.base, left.authorities) < (right.address.base, right.authorities)
  }
}
