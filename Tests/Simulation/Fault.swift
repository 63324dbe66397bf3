import HTTPTypes
package import Seams
import Synchronization

/// What goes wrong with one request.
package enum Fault: Sendable {
  /// The server refuses.
  case status(Int, retryAfter: Int? = nil)
  /// The connection breaks before the server has the request.
  case dropBefore
  /// The connection breaks after the server carried the request out: the answer is lost.
  case dropAfter
  /// The answer comes late.
  case delay(Duration)
  /// No answer ever comes.
  case hang
}

/// Decides about each request what goes wrong, and counts.
package final class FaultInjector: Sendable {
  package typealias Rule = @Sendable (_ method: String, _ path: String) -> Fault?

  private let rule = Mutex<Rule?>(nil)
  private let injected = Mutex(0)
  private let latency = Mutex<(@Sendable () -> Duration)?>(nil)

  package init() {}

  /// From now on every answer takes as long as `latency` says.
  package func setLatency(_ latency: (@Sendable () -> Duration)?) {
    self.latency.withLock { $0 = latency }
  }

  /// From now on `rule` decides; nil means that nothing goes wrong.
  package func set(_ rule: Rule?) { self.rule.withLock { $0 = rule } }

  package var count: Int { injected.withLock { $0 } }

  func fault(_ method: String, _ path: String) -> Fault? {
    guard let fault = rule.withLock({ $0 })?(method, path) else { return nil }
    injected.withLock { $0 += 1 }
    return fault
  }

  /// The answer to `call` with what goes wrong applied to it; `body` is the server.
  package func apply(
    to call: HTTPCall, path: String, _ time: any TimeSource,
    _ body: () async -> HTTPReply
  ) async throws(TransportError) -> HTTPReply {
    let reply = try await faulty(call, path, time, body)
    // What a caller does not want to read is an error to it, as with a real connection.
    guard reply.body.count <= call.mostBytes else {
      throw TransportError(.tooLarge, "the response is larger than \(call.mostBytes) bytes")
    }
    return reply
  }

  private func faulty(
    _ call: HTTPCall, _ path: String, _ time: any TimeSource, _ body: () async -> HTTPReply
  ) async throws(TransportError) -> HTTPReply {
    if let latency = latency.withLock({ $0 }) { try await pause(latency(), time) }
    switch fault(call.method.rawValue, path) {
    case nil: return await body()
    case .status(let status, let seconds):
      var headers = HTTPFields()
      if let seconds { headers[.retryAfter] = String(seconds) }
      return HTTPReply(status, headers: headers, body: Array(#"{"message":"injected"}"#.utf8))
    case .dropBefore: throw TransportError(.connection, "connection refused")
    case .dropAfter:
      _ = await body()
      throw TransportError(.connection, "connection reset")
    case .delay(let duration):
      guard duration < call.timeout else {
        try await pause(call.timeout, time)
        throw TransportError(.timeout, "timed out")
      }
      try await pause(duration, time)
      return await body()
    case .hang:
      try await pause(call.timeout, time)
      throw TransportError(.timeout, "timed out")
    }
  }

  private func pause(_ duration: Duration, _ time: any TimeSource) async throws(TransportError) {
    do {
      try await time.sleep(duration)
    } catch {
      throw TransportError(.cancelled, "the request was cancelled")
    }
  }
}

extension HTTPCall {
  /// Path and query of the URL.
  package var target: String {
    guard let scheme = url.firstRange(of: "://") else { return url }
    let rest = url[scheme.upperBound...]
    return rest.firstIndex(of: "/").map { String(rest[$0...]) } ?? "/"
  }

  /// Path without the query, decoded.
  package var path: String {
    PercentText.decode(target.prefix { $0 != "?" })
  }

  /// Items of the query, decoded.
  package var query: [String: String] {
    var items: [String: String] = [:]
    for item in target.drop(while: { $0 != "?" }).dropFirst().split(separator: "&") {
      let name = item.prefix { $0 != "=" }
      items[String(name)] = PercentText.decode(item.dropFirst(name.count + 1))
    }
    return items
  }
}

/// Percent-decoding.
enum PercentText {
  static func decode(_ text: some StringProtocol) -> String {
    var bytes: [UInt8] = []
    var rest = Substring(text).utf8[...]
    while let byte = rest.popFirst() {
      if byte == 0x25, rest.count >= 2,
        let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
