import HTTPTypes
import Hummingbird
import HummingbirdTLS
import Logging
import NIOCore
import NIOSSL
import ServiceLifecycle

/// Serves texts at paths; each path has a closure that gives status and text.
struct StatusServer: Service {
  typealias Page = @Sendable () -> (HTTPResponse.Status, String)

  let address: HostPort
  let pages: [String: Page]
  let tls: TLSConfiguration?
  let logger: Logger

  func run() async throws {
    let router = Router()
    for (path, page) in pages.sorted(by: { $0.key < $1.key }) {
      router.get(RouterPath(path)) { _, _ -> Response in
        let (status, text) = page()
        return Response(
          status: status,
          headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"],
          body: .init(byteBuffer: ByteBuffer(string: text)))
      }
    }
    let configuration = ApplicationConfiguration(
      address: .hostname(address.boundHost, port: address.port), serverName: nil)
    if let tls {
      try await Application(
        router: router, server: .tls(tlsConfiguration: tls), configuration: configuration,
        logger: logger
      ).run()
    } else {
      try await Application(router: router, configuration: configuration, logger: logger).run()
    }
  }
}
