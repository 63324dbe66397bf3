package import HTTPTypes
package import Seams
import Synchronization
package import YAMLSyntax

/// One server: its connections, its rate limit and its circuit, shared by all who use it.
package final class InfisicalServer: Sendable {
  /// Requests under way at a time; more would only wait at the server.
  static let mostRequests = 8

  package let key: ServerKey
  package let transport: any Transport
  package let time: any TimeSource
  private let metrics: MetricsRegistry
  private let gate = Mutex(RequestGate())
  private let semaphore = Semaphore(InfisicalServer.mostRequests)

  package init(
    _ key: ServerKey, transport: any Transport, time: any TimeSource, metrics: MetricsRegistry
  ) {
    self.key = key
    self.transport = transport
    self.time = time
    self.metrics = metrics
  }

  /// Whether the server is taken for dead.
  package var isCircuitOpen: Bool { gate.withLock { $0.isOpen } }

  /// The answer to a request below `/api`, of status 2xx or 304.
  ///
  /// `call` is a name for metrics.
  package func send(
    _ method: HTTPRequest.Method, _ path: String, name: String, token: Sensitive<String>? = nil,
    headers: HTTPFields = [:], body: YAMLNode? = nil, timeout: Duration = .seconds(20)
  ) async throws(InfisicalError) -> HTTPReply {
    guard await semaphore.enter() else {
      throw InfisicalError(.unavailable, "the request was given up")
    }
    defer { semaphore.leave() }
    // Behind the wait for a place: what was asked to wait meanwhile holds for those who waited.
    try admit(name)
    var call = HTTPCall(method, key.address.url(path), headers: headers, timeout: timeout)
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
      ended(error.code == .cancelled ? .abandoned : .failed)
      count(name, error.code.rawValue)
      throw InfisicalError(
        .unavailable, "\(key.address) cannot be reached: \(error)")
    }
    count(name, String(reply.status))
    return try judge(reply)
  }

  /// Throws when nothing may be sent now.
  private func admit(_ name: String) throws(InfisicalError) {
    let now = time.now
    switch gate.withLock({ $0.admit(now: now) }) {
    case .go: return
    case .limited(let until):
      count(name, "deferred")
      throw InfisicalError(
        .rateLimited, "\(key.address) asked to send less (429)", retryAt: until)
    case .broken(let until):
      count(name, "circuit_open")
      throw InfisicalError(
        .circuitOpen, "\(key.address) did not answer repeatedly", retryAt: until)
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
        .rateLimited, "\(key.address) asked to send less (429)", retryAt: until)
    case 500...:
      ended(.failed)
      throw InfisicalError(.unavailable, Self.message(reply, "\(key.address)"))
    default:
      ended(.answered)
      let code: InfisicalError.Code =
        switch reply.status {
        case 401: .unauthorized
        case 403: .forbidden
        case 404: .notFound
        default: .badRequest
        }
      throw InfisicalError(code, Self.message(reply, "\(key.address)"))
    }
  }

  private func ended(_ result: RequestGate.Result) {
    let now = time.now
    gate.withLock { $0.ended(result, now: now) }
    metrics.set(
      "infisical_circuit_open", ["address": key.address.base], to: isCircuitOpen ? 1 : 0)
  }

  private func count(_ name: String, _ status: String) {
    metrics.count(
      "infisical_api_calls_total",
      ["address": key.address.base, "call": name, "status": status])
  }

  /// The server's words for a refusal, cut to a length that fits a condition.
  static func message(_ reply: HTTPReply, _ server: String) -> String {
    let node = try? JSONReader.parse(reply.body)
    let text = node?.text("message") ?? node?.text("error")
    let lead = "\(server) answered \(reply.status)"
    return text.map { "\(lead): \($0.prefix(300))" } ?? lead
  }

  /// Opens a stream; the caller watches its pieces.
  ///
  /// Counts against the gate, not the requests.
  package func stream(
    _ path: String, token: Sensitive<String>, body: YAMLNode, idle: Duration,
    _ receive: @escaping @Sendable (ReplyPart) async -> Bool
  ) async throws(InfisicalError) {
    try admit("subscribe")
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
