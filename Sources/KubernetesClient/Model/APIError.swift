package import Seams
package import YAMLSyntax

/// Why the API server did not do what was asked.
package struct APIError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What callers tell apart.
  package enum Code: String, Sendable {
    case badRequest, unauthorized, forbidden, notFound, alreadyExists, conflict
    /// A watch or a page is too old: list again.
    case gone
    case invalid, tooManyRequests, server
    /// The request did not get through; it may or may not have been carried out.
    case transport
    /// The answer is larger than the request allows.
    case tooLarge
    /// Nothing was sent: another replica may lead by now.
    case fenced
    /// The answer is not what the API promises.
    case unreadable
    /// There are no credentials to send.
    case credentials
  }

  package let code: Code
  /// The server's words, without the request.
  package let message: String
  /// Seconds that the server asks to wait.
  package var retryAfter: Int?

  package init(_ code: Code, _ message: String, retryAfter: Int? = nil) {
    self.code = code
    self.message = message
    self.retryAfter = retryAfter
  }

  package init(_ error: TransportError) {
    self.init(error.code == .tooLarge ? .tooLarge : .transport, error.message)
  }

  /// Reads the `Status` object of an answer (meta/v1 Status).
  package init(status: Int, _ object: YAMLNode?, retryAfter: Int? = nil) {
    let message = object?.text("message") ?? "the API server answered \(status)"
    let reason = object?.text("reason")
    let code: Code =
      switch status {
      case 400: .badRequest
      case 401: .unauthorized
      case 403: .forbidden
      case 404: .notFound
      case 409: reason == "AlreadyExists" ? .alreadyExists : .conflict
      case 410: .gone
      case 422: .invalid
      case 429: .tooManyRequests
      default: .server
      }
    self.init(code, message, retryAfter: retryAfter)
  }

  package var description: String { message }
}
