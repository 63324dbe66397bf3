package import Seams

/// Gives the token that requests carry.
package protocol ClusterCredentials: Sendable {
  /// The token to send now; nil when another means proves who we are.
  func token() async throws(APIError) -> Sensitive<String>?
  /// The server refused `token`: the next call must not give it again if there is a newer one.
  func refused(_ token: Sensitive<String>) async
}

/// A token that never changes, or none.
package struct FixedCredentials: ClusterCredentials {
  private let value: Sensitive<String>?

  package init(_ value: Sensitive<String>? = nil) { self.value = value }

  package func token() async throws(APIError) -> Sensitive<String>? { value }

  package func refused(_ token: Sensitive<String>) async {}
}
