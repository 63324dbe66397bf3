import HTTPTransport
import Seams

/// Reaches metadata services, which are in the same network and plain, directly, and the public APIs of
/// clouds by the proxy that there may be.
struct CloudTransport: Transport {
  private let direct: HTTPTransport
  private let proxied: HTTPTransport

  init(environment: [String: String]) throws(TransportError) {
    direct = try HTTPTransport()
    proxied = try HTTPTransport(
      TLSPolicy(systemFile: ProcessEnvironment.authoritiesFile),
      proxy: try ProxyAddress.forURL("https://cloud.invalid", environment: environment))
  }

  private func transport(_ call: HTTPCall) -> HTTPTransport {
    call.url.hasPrefix("https://") ? proxied : direct
  }

  func send(_ call: HTTPCall) async throws(TransportError) -> HTTPReply {
    try await transport(call).send(call)
  }

  func stream(
    _ call: HTTPCall, _ receive: @escaping @Sendable (ReplyPart) async -> Bool
  ) async throws(TransportError) {
    try await transport(call).stream(call, receive)
  }

  func close() async {
    await direct.close()
    await proxied.close()
  }
}
