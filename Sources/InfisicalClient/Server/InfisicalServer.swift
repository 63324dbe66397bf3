package import HTTPTypes
package import Seams
import Synchronization
package import YAMLSyntax

/// One server: its connections, its rate limit and its circuit, shared by all who use it.
package final class InfisicalServer: Sendable {
  package let key: ServerKey
  package let transport: any Transport
  package let time: any TimeSource
  private let metrics: MetricsRegistry
  private let gate = Mutex(RequestGate())
  /// Logins, checks and the fetches of each identity take turns.
  private let turns = FairGate<String>(RequestGate.mostRequests)
  /// Whether the server's words may be shown: it is one that the operator's own people named.
  private let isTrusted = Mutex(false)

  /// Bytes of an answer: a folder of secrets, and anything else.
  private static let mostBytesOfSecrets = 8 << 20
  private static let mostBytes = 256 << 10
  /// How long a request waits for a server that asked for quiet before its caller is told.
  private static let mostWait = Duration.seconds(30)

  package init(
    _ key: ServerKey, transport: any Transport, time: any TimeSource, metrics: MetricsRegistry
  ) {
    self.key = key
    self.transport = transport
    self.time = time
    self.metrics = metrics
  }

  /// Whether the circuit breaker is open: the server did not answer repeatedly.
  package var isCircuitOpen: Bool { gate.withLock { $0.isOpen } }

  /// Shows the server's own words from now on, or no longer.
  ///
  /// An address that a tenant chooses may be anybody's, such as that of a service that only the operator can reach: its
  /// words must not get into what the tenant reads.
  package func trust(_ isTrusted: Bool) { self.isTrusted.withLock { $0 = isTrusted } }

  /// The answer to a request below `/api`, of status 2xx or 304.
  ///
  /// `call` is a name for metrics; calls of one name and token take turns with those of others.
  package func send(
    _ method: HTTPRequest.Method, _ path: String, name: String, token: Sensitive<String>? = nil,
    headers: HTTPFields = [:], body: YAMLNode? = nil, timeout: Duration = .seconds(20)
  ) async throws(InfisicalError) -> HTTPReply {
    let lane = token.map { "\(name) \($0.reveal().hashValue)" } ?? name
    guard await turns.enter(lane) else {
      throw InfisicalError(.unavailable, "the request was cancelled")
    }
    defer { turns.leave(lane) }
    try await admit(name, waiting: Self.mostWait)
    var call = HTTPCall(method, key.address.url(path), headers: headers, timeout: timeout)
    call.mostBytes = name == "secrets" ? Self.mostBytesOfSecrets : Self.mostBytes
    call.headers[.userAgent] = "k8-operator/redoubt"
    call.headers[.accept] = "application/json"
    if let token { call.headers[.authorization] = "Bearer \(token.reveal())" }
    if let body {
      call.headers[.contentType] = "application/json"
      call.body = body.json
    }
    let reply: HTTPReply
    do throws(TransportError) {
      reply = try await transport.send(call)
    } catch {
      count(name, error.code.rawValue)
      if error.code == .tooLarge {
        ended(.answered)
        throw InfisicalError(
          .unreadable, "the response of \(key.address) is larger than \(call.mostBytes >> 10) KiB")
      }
      ended(error.code == .cancelled ? .abandoned : .failed)
      throw InfisicalError(.unavailable, "cannot reach \(key.address): \(error)")
    }
    count(name, String(reply.status))
    return try judge(reply)
  }

  /// Waits while the server wants quiet, and throws when that is for longer than `patience`, or when nothing may be
  /// sent.
  ///
  /// Those who wait here go on together, as many as the window admits: one by one they would meet one refusal each.
  private func admit(_ name: String, waiting patience: Duration) async throws(InfisicalError) {
    let end = time.now + patience
    while true {
      let now = time.now
      switch gate.withLock({ $0.admit(now: now) }) {
      case .go: return
      case .limited(let until):
        count(name, "deferred")
        guard until <= end else {
          throw InfisicalError(
            .rateLimited, "\(key.address) asked for fewer requests (429)", retryAt: until)
        }
        do {
          try await time.sleep(until: until)
        } catch {
          throw InfisicalError(.unavailable, "the request was cancelled")
        }
      case .broken(let until):
        count(name, "circuit_open")
        throw InfisicalError(
          .circuitOpen, "\(key.address) repeatedly did not respond; the circuit breaker is open",
          retryAt: until)
      }
    }
  }

  private func judge(_ reply: HTTPReply) throws(InfisicalError) -> HTTPReply {
    switch reply.status {
    case 200..<300, 304:
      ended(.answered)
      return reply
    case 429:
      ended(.limited(seconds: reply.retryAfter))
      metrics.count("infisical_rate_limited_total", ["address": key.address.base])
      let until = gate.withLock { $0.limitedUntil }
      throw InfisicalError(
        .rateLimited, "\(key.address) asked for fewer requests (429)", retryAt: until)
    case 500...:
      ended(.failed)
      throw InfisicalError(.unavailable, message(reply))
    default:
      ended(.answered)
      let code: InfisicalError.Code =
        switch reply.status {
        case 401: .unauthorized
        case 403: .forbidden
        case 404: .notFound
        default: .badRequest
        }
      throw InfisicalError(code, message(reply))
    }
  }

  private func ended(_ result: RequestGate.Result) {
    let now = time.now
    let window = gate.withLock { gate in
      gate.ended(result, now: now)
      return gate.window
    }
    turns.setCapacity(window)
    metrics.set(
      "infisical_circuit_open", ["address": key.address.base], to: isCircuitOpen ? 1 : 0)
  }

  private func count(_ name: String, _ status: String) {
    metrics.count(
      "infisical_api_calls_total",
      ["address": key.address.base, "call": name, "status": status])
  }

  /// What a refusal means; in the server's own words, cut to a length that fits a condition, where those may be shown.
  private func message(_ reply: HTTPReply) -> String {
    let lead = "\(key.address) answered \(reply.status)"
    guard isTrusted.withLock({ $0 }) else { return "\(lead): \(Self.meaning(reply.status))" }
    let node = try? JSONReader.parse(reply.body, mostValues: 1000)
    let text = node?.text("message") ?? node?.text("error")
    return "\(lead): \(text.map { $0.shortened(toBytes: 300) } ?? Self.meaning(reply.status))"
  }

  private static func meaning(_ status: Int) -> String {
    switch status {
    case 300..<400: "redirects are not followed; use the address that it leads to"
    case 401: "the credentials were rejected"
    case 403: "the identity is not allowed to do this, or its token has expired"
    case 404: "not found"
    case 500...: "the server failed"
    default: "the request was rejected as invalid"
    }
  }

  /// Opens a stream; the caller watches its pieces.
  ///
  /// Counts against the gate, not the requests.
  package func stream(
    _ path: String, token: Sensitive<String>, body: YAMLNode, idle: Duration,
    _ receive: @escaping @Sendable (ReplyPart) async -> Bool
  ) async throws(InfisicalError) {
    try await admit("subscribe", waiting: .zero)
    var call = HTTPCall(.post, key.address.url(path), body: body.json)
    call.headers[.userAgent] = "k8-operator/redoubt"
    call.headers[.accept] = "text/event-stream"
    call.headers[.contentType] = "application/json"
    call.headers[.authorization] = "Bearer \(token.reveal())"
    do throws(TransportError) {
      try await transport.stream(call, idle: idle, time) { [self] part in
        if case .head(let status, _) = part {
          count("subscribe", String(status))
          // 429 is the limit of streams here, not that of requests.
          ended(status >= 500 ? .failed : .answered)
        }
        return await receive(part)
      }
    } catch {
      ended(.abandoned)
      throw InfisicalError(.unavailable, "the event stream of \(key.address) broke: \(error)")
    }
  }
}
