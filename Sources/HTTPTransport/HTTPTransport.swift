import AsyncHTTPClient
import HTTPTypes
import NIOCore
import NIOHTTP1
import NIOSSL
package import Seams

/// HTTP over real sockets; the only place that knows AsyncHTTPClient.
///
/// `close()` must be called before the last reference goes.
package final class HTTPTransport: Transport {
  private let client: HTTPClient

  /// A pool of connections of its own with one TLS policy.
  ///
  /// `proxy` is a URL with host and port.
  package init(_ policy: TLSPolicy = TLSPolicy(), proxy: String? = nil) throws(TransportError) {
    var configuration = HTTPClient.Configuration(
      tlsConfiguration: try policy.configuration(), redirectConfiguration: .disallow)
    configuration.timeout.connect = .seconds(10)
    configuration.connectionPool.idleTimeout = .seconds(60)
    configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 32
    if let name = policy.serverName { configuration.dnsOverride = [name: name] }
    if let proxy {
      guard let (host, port) = Self.hostAndPort(proxy) else {
        throw TransportError(.connection, "the proxy URL has no host and port")
      }
      configuration.proxy = .server(host: host, port: port)
    }
    client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
  }

  package func close() async { try? await client.shutdown() }

  private static func hostAndPort(_ url: String) -> (String, Int)? {
    guard let scheme = url.range(of: "://") else { return nil }
    let authority = url[scheme.upperBound...].prefix { $0 != "/" }
    guard let colon = authority.lastIndex(of: ":"),
      let port = Int(authority[authority.index(after: colon)...])
    else { return nil }
    return (String(authority[..<colon]), port)
  }

  package func send(_ call: HTTPCall) async throws(TransportError) -> HTTPReply {
    do {
      let response = try await client.execute(
        Self.request(call), timeout: .nanoseconds(call.timeout.milliseconds * 1_000_000))
      var body: [UInt8] = []
      for try await part in response.body {
        body.append(contentsOf: part.readableBytesView)
        if body.count > call.mostBytes {
          throw TransportError(.tooLarge, "the answer has more than \(call.mostBytes) bytes")
        }
      }
      return HTTPReply(
        Int(response.status.code), headers: Self.fields(response.headers), body: body)
    } catch {
      throw Self.failure(error)
    }
  }

  package func stream(
    _ call: HTTPCall, _ receive: @escaping @Sendable (ReplyPart) async -> Bool
  ) async throws(TransportError) {
    do {
      let response = try await client.execute(
        Self.request(call), deadline: .now() + .hours(24))
      guard
        await receive(
          .head(status: Int(response.status.code), headers: Self.fields(response.headers)))
      else { return }
      for try await part in response.body {
        guard await receive(.chunk(Array(part.readableBytesView))) else { return }
      }
    } catch {
      throw Self.failure(error)
    }
  }

  private static func request(_ call: HTTPCall) -> HTTPClientRequest {
    var request = HTTPClientRequest(url: call.url)
    request.method = HTTPMethod(rawValue: call.method.rawValue)
    for field in call.headers {
      request.headers.add(name: field.name.rawName, value: field.value)
    }
    if !call.body.isEmpty || call.method == .post || call.method == .put {
      request.body = .bytes(call.body)
    }
    return request
  }

  private static func fields(_ headers: HTTPHeaders) -> HTTPFields {
    var fields = HTTPFields()
    for (name, value) in headers {
      if let name = HTTPField.Name(name) { fields.append(HTTPField(name: name, value: value)) }
    }
    return fields
  }

  private static func failure(_ error: any Error) -> TransportError {
    switch error {
    case let error as TransportError: return error
    case is CancellationError: return TransportError(.cancelled, "the request was cancelled")
    case let error as HTTPClientError:
      switch error {
      case .readTimeout, .writeTimeout, .connectTimeout, .deadlineExceeded,
        .getConnectionFromPoolTimeout, .tlsHandshakeTimeout:
        return TransportError(.timeout, "no answer in time (\(error.shortDescription))")
      case .cancelled: return TransportError(.cancelled, "the request was cancelled")
      case .invalidURL, .emptyHost, .emptyScheme:
        return TransportError(.connection, "the address is no URL of a server")
      default: return TransportError(.connection, error.shortDescription)
      }
    case is NIOSSLError, is BoringSSLError, is NIOSSLExtraError:
      return TransportError(.tls, "TLS failed: \(error)")
    default: return TransportError(.connection, "\(error)")
    }
  }
}

extension StringProtocol {
  fileprivate func range(of other: String) -> Range<Index>? { firstRange(of: other) }
}
