import HTTPTypes
package import Seams
package import YAMLSyntax

/// Sends requests to one API server.
///
/// Knows nothing of caches and retries; those who call it decide. All copies of a client share its pace.
package struct KubernetesClient: Sendable {
  /// Base URL without a slash at its end.
  package let server: String
  private let pace: RequestPace
  /// Whether writes may be sent; nil means always.
  private var mayWrite: (@Sendable () -> Bool)?
  private let transport: any Transport
  private let credentials: any ClusterCredentials
  private let time: any TimeSource
  private let observe: @Sendable (_ method: String, _ code: String) -> Void

  /// `observe` hears of each answer: method, and status or the kind of failure.
  package init(
    server: String, transport: any Transport, credentials: any ClusterCredentials,
    time: any TimeSource, mostPerSecond: Int = RequestPace.standard,
    observe: @escaping @Sendable (String, String) -> Void = { _, _ in }
  ) {
    pace = RequestPace(mostPerSecond: mostPerSecond, time: time)
    self.server = server.hasSuffix("/") ? String(server.dropLast()) : server
    self.transport = transport
    self.credentials = credentials
    self.time = time
    self.observe = observe
  }

  /// The same client, whose writes are sent only while `mayWrite` says so: a process that was stopped for a while must
  /// not go on writing beside the replica that took over.
  package func fenced(_ mayWrite: @escaping @Sendable () -> Bool) -> KubernetesClient {
    var copy = self
    copy.mayWrite = mayWrite
    return copy
  }

  /// The same client without a fence: for what puts right what this one began.
  package var unfenced: KubernetesClient {
    var copy = self
    copy.mayWrite = nil
    return copy
  }

  /// The object that the server answers with.
  ///
  /// A token that the server refuses is renewed once.
  @discardableResult
  package func send(_ request: APIRequest) async throws(APIError) -> YAMLNode {
    if !request.isVital, await !pace.wait() {
      throw APIError(.transport, "the request was cancelled")
    }
    let sent = try await credentials.token()
    var reply = try await exchange(request, sent)
    if reply.status == 429 { pace.pause(seconds: reply.retryAfter ?? 1) }
    if reply.status == 401, let sent {
      await credentials.refused(sent)
      reply = try await exchange(request, try await credentials.token())
    }
    let object = reply.body.isEmpty ? nil : try? JSONReader.parse(reply.body)
    guard (200..<300).contains(reply.status) else {
      throw APIError(status: reply.status, object, retryAfter: reply.retryAfter)
    }
    guard let object else { throw APIError(.unreadable, "the API server's response is not JSON") }
    return object
  }

  private func exchange(
    _ request: APIRequest, _ token: Sensitive<String>?
  ) async throws(APIError) -> HTTPReply {
    // Asked last: whatever came before may have taken long.
    if request.isWrite, let mayWrite, !mayWrite() {
      throw APIError(.fenced, "the Lease may have been taken over; nothing was sent")
    }
    let call = call(request, token)
    do throws(TransportError) {
      let reply = try await transport.send(call)
      observe(request.method.rawValue, String(reply.status))
      return reply
    } catch {
      observe(request.method.rawValue, "<error>")
      throw APIError(error)
    }
  }

  /// Hands over the events of a watch until it ends or `receive` gives false.
  ///
  /// Throws when the watch could not be opened or was cut off; its regular end is not an error.
  package func watch(
    _ request: APIRequest, idle: Duration, _ receive: @escaping @Sendable (WatchEvent) async -> Bool
  ) async throws(APIError) {
    let sent = try await credentials.token()
    let call = call(request, sent)
    let reader = WatchReader(receive)
    do throws(TransportError) {
      try await transport.stream(call, idle: idle, time) { part in await reader.take(part) }
    } catch {
      observe("WATCH", "<error>")
      throw APIError(error)
    }
    if let failure = await reader.failure {
      if failure.code == .unauthorized, let sent { await credentials.refused(sent) }
      throw failure
    }
  }

  private func call(_ request: APIRequest, _ token: Sensitive<String>?) -> HTTPCall {
    var headers = HTTPFields()
    headers[.accept] = request.accept
    headers[.userAgent] = "redoubt-operator"
    if let type = request.contentType { headers[.contentType] = type }
    if let token {
      headers[.authorization] = "Bearer \(token.reveal())"
    }
    var call = HTTPCall(
      request.method, server + request.target, headers: headers, body: request.body,
      timeout: request.timeout)
    call.mostBytes = request.mostBytes
    return call
  }
}

/// Turns the pieces of one watch into events.
private actor WatchReader {
  private let receive: @Sendable (WatchEvent) async -> Bool
  private var splitter = LineSplitter()
  /// Status of an answer that is not a watch, and its body so far.
  private var refusal: (status: Int, retryAfter: Int?, body: [UInt8])?
  private var broken: APIError?

  init(_ receive: @escaping @Sendable (WatchEvent) async -> Bool) { self.receive = receive }

  var failure: APIError? {
    if let refusal {
      return APIError(
        status: refusal.status, try? JSONReader.parse(refusal.body), retryAfter: refusal.retryAfter)
    }
    return broken
  }

  func take(_ part: ReplyPart) async -> Bool {
    switch part {
    case .head(let status, let headers):
      if status != 200 {
        refusal = (status, HTTPReply(status, headers: headers).retryAfter, [])
      }
      return true
    case .chunk(let bytes):
      if refusal != nil {
        refusal?.body += bytes
        return (refusal?.body.count ?? 0) < 1 << 20
      }
      guard let lines = splitter.lines(bytes) else {
        broken = APIError(.unreadable, "watch event too long")
        return false
      }
      for line in lines where !line.isEmpty {
        do throws(APIError) {
          guard await receive(try WatchEvent(line: line)) else { return false }
        } catch {
          broken = error
          return false
        }
      }
      return true
    }
  }
}
