package import Seams

/// Why Infisical did not give what was asked; free of secrets.
package struct InfisicalError: Error, Hashable, Sendable, CustomStringConvertible {
  package enum Code: String, Sendable {
    /// 401: the token or the credentials are not accepted.
    case unauthorized
    /// 403: the identity may not, or its token has expired (servers differ).
    case forbidden
    case notFound
    case badRequest
    /// 429, here or for another request to the same address.
    case rateLimited
    /// No answer, or 5xx.
    case unavailable
    /// The circuit of the connection is open: nothing was sent.
    case circuitOpen
    /// An answer that is not what the API documents.
    case unreadable
    /// There is nothing to log in with.
    case credentials
    /// No token yet.
    case pending
  }

  package let code: Code
  package let message: String
  /// Before this, asking again is pointless.
  package var retryAt: Instant?

  package init(_ code: Code, _ message: String, retryAt: Instant? = nil) {
    self.code = code
    self.message = message
    self.retryAt = retryAt
  }

  package var description: String { message }
}
