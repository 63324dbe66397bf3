package import HTTPTypes

/// One HTTP request as a pure value.
package struct HTTPCall: Sendable {
  package var method: HTTPRequest.Method
  /// Absolute, with its query.
  package var url: String
  package var headers: HTTPFields
  package var body: [UInt8]
  /// Time until the whole answer must be there; for streams, the time until its head.
  package var timeout: Duration
  /// Most bytes of an answer that are read; more is an error, never a truncated value.
  package var mostBytes = 1 << 20

  package init(
    _ method: HTTPRequest.Method, _ url: String, headers: HTTPFields = [:], body: [UInt8] = [],
    timeout: Duration = .seconds(30)
  ) {
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
    self.timeout = timeout
  }
}

/// A whole answer.
package struct HTTPReply: Sendable {
  package var status: Int
  package var headers: HTTPFields
  package var body: [UInt8]

  package init(_ status: Int, headers: HTTPFields = [:], body: [UInt8] = []) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  /// A server that asks for more is asked again after this, seconds.
  private static let mostRetryAfter = 3600

  /// Seconds of `Retry-After`; nil when there is none, 60 when it is a date or no number, as the
  /// upstream operator has it (v0.11.5).
  package var retryAfter: Int? {
    guard let text = headers[.retryAfter] else { return nil }
    return Int(text).map { min(max(0, $0), Self.mostRetryAfter) } ?? 60
  }
}

/// A part of an answer that comes in pieces.
package enum ReplyPart: Sendable {
  /// First, and once.
  case head(status: Int, headers: HTTPFields)
  case chunk([UInt8])
}

/// How requests leave the process: the seam that tests replace.
package protocol Transport: Sendable {
  /// Sends `call` and reads the whole answer; statuses of any kind are answers, not errors.
  func send(_ call: HTTPCall) async throws(TransportError) -> HTTPReply

  /// Sends `call` and hands over its answer piece by piece until it ends or `receive` gives false.
  ///
  /// Has no timeout of its own; cancelling the task ends the stream.
  func stream(
    _ call: HTTPCall, _ receive: @escaping @Sendable (ReplyPart) async -> Bool
  ) async throws(TransportError)

  /// Closes all connections; nothing is sent after that.
  func close() async
}

extension Transport {
  package func close() async {}
}

/// Why there is no answer.
package struct TransportError: Error, Hashable, Sendable, CustomStringConvertible {
  package enum Code: String, Sendable {
    /// No answer in time.
    case timeout
    /// The connection could not be made, or was lost.
    case connection
    /// The peer could not be verified.
    case tls
    /// The answer is larger than the call allows.
    case tooLarge
    /// The caller gave up.
    case cancelled
  }

  package let code: Code
  /// What happened, without any part of the request's body or headers.
  package let message: String

  package init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  package var description: String { message }
}
