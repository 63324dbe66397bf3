import AsyncHTTPClient
import HTTPTypes
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
package import Seams

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// HTTP over real sockets; the only place that knows AsyncHTTPClient.
///
/// `close()` must be called before the last reference goes.
package final class HTTPTransport: Transport {
  private let client: HTTPClient

  /// The beginning of URLs whose host is dialled, but whose certificate carries another name.
  private let renamed: (from: String, to: String, host: String)?

  /// A pool of connections of its own with one TLS policy.
  ///
  /// Connections speak HTTP/1.1: one that is dead is given up with its request, where HTTP/2 would go on
  /// using it, and streams take nothing away from requests.
  package init(
    _ policy: TLSPolicy = TLSPolicy(), server: String? = nil, proxy: ProxyAddress? = nil
  ) throws(TransportError) {
    var configuration = HTTPClient.Configuration(
      tlsConfiguration: try policy.configuration(), redirectConfiguration: .disallow)
    configuration.httpVersion = .http1Only
    configuration.timeout.connect = .seconds(10)
    configuration.connectionPool.idleTimeout = .seconds(60)
    configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 256
    if let name = policy.serverName, let server, let authority = ServerAuthority(server) {
      configuration.dnsOverride = [name: authority.host]
      renamed = (
        server, "\(authority.scheme)://\(name)\(authority.port.map { ":\($0)" } ?? "")",
        authority.text
      )
    } else {
      renamed = nil
    }
    if let proxy {
      configuration.proxy =
        if let authorization = proxy.authorization {
          .server(
            host: proxy.host, port: proxy.port,
            authorization: .basic(credentials: authorization.reveal()))
        } else {
          .server(host: proxy.host, port: proxy.port)
        }
    }
    client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
  }

  package func close() async { try? await client.shutdown() }

  package func send(_ call: HTTPCall) async throws(TransportError) -> HTTPReply {
    // The client's own deadline ends with the head of an answer; ours covers its body as well.
    let result = await withTaskGroup(of: Result<HTTPReply, TransportError>.self) { group in
      group.addTask { await self.exchange(call) }
      group.addTask {
        do {
          try await Task.sleep(for: call.timeout)
          return .failure(TransportError(.timeout, "timed out"))
        } catch {
          return .failure(TransportError(.cancelled, "the request was cancelled"))
        }
      }
      defer { group.cancelAll() }
      return await group.next() ?? .failure(TransportError(.cancelled, "nothing was sent"))
    }
    return try result.get()
  }

  private func exchange(_ call: HTTPCall) async -> Result<HTTPReply, TransportError> {
    do {
      let response = try await client.execute(
        request(call), timeout: .nanoseconds(call.timeout.milliseconds * 1_000_000))
      var body: [UInt8] = []
      let room = BodyRoom()
      for try await part in response.body {
        body.append(contentsOf: part.readableBytesView)
        try room.take(body.count)
        if body.count > call.mostBytes {
          throw TransportError(.tooLarge, "the response is larger than \(call.mostBytes) bytes")
        }
      }
      return .success(
        HTTPReply(Int(response.status.code), headers: Self.fields(response.headers), body: body))
    } catch {
      return .failure(Self.failure(error))
    }
  }

  package func stream(
    _ call: HTTPCall, _ receive: @escaping @Sendable (ReplyPart) async -> Bool
  ) async throws(TransportError) {
    do {
      let response = try await client.execute(
        request(call), deadline: .now() + .hours(24))
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

  private func request(_ call: HTTPCall) -> HTTPClientRequest {
    var url = call.url
    if let renamed, url.hasPrefix(renamed.from) {
      url = renamed.to + url.dropFirst(renamed.from.count)
    }
    var request = HTTPClientRequest(url: url)
    if let renamed { request.headers.add(name: "Host", value: renamed.host) }
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
        return TransportError(.timeout, "timed out (\(error.shortDescription))")
      case .cancelled: return TransportError(.cancelled, "the request was cancelled")
      case .invalidURL, .emptyHost, .emptyScheme:
        return TransportError(.connection, "the address is not a server URL")
      default: return TransportError(.connection, error.shortDescription)
      }
    case is NIOSSLError, is BoringSSLError, is NIOSSLExtraError:
      return TransportError(.tls, "TLS failed: \(error)")
    case let error as IOError:
      // The words of the system alone: what NIO adds differs from one connection to the next.
      return TransportError(.connection, String(cString: strerror(error.errnoCode)).lowercased())
    case let error as NIOConnectionError:
      if let first = error.connectionErrors.first { return failure(first.error) }
      let isUnknown = error.dnsAError != nil || error.dnsAAAAError != nil
      return TransportError(
        .connection, isUnknown ? "the host name cannot be resolved" : "no address to connect to")
    default: return TransportError(.connection, "\(error)")
    }
  }
}
