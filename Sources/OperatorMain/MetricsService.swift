import Logging
import NIOSSL
import Seams
import ServiceLifecycle

/// Serves metrics, and begins again when the certificate was renewed.
struct MetricsService: Service {
  let address: HostPort
  let certificate: ServingCertificate?
  let page: StatusServer.Page
  let logger: Logger
  let time: any TimeSource

  func run() async throws {
    guard let certificate else { return try await serve(nil) }
    while !Task.isCancelled {
      let bytes = try certificate.bytes()
      let tls = try certificate.configuration()
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await cancelWhenGracefulShutdown { try await serve(tls) } }
        group.addTask {
          try await cancelWhenGracefulShutdown {
            repeat {
              try await time.sleep(.seconds(60))
            } while (try? certificate.bytes()).map { $0 == bytes } ?? true
          }
        }
        // A server that is cancelled throws; that is how it ends on a shutdown.
        defer { group.cancelAll() }
        do {
          try await group.next()
        } catch {
          guard Task.isShuttingDownGracefully || error is CancellationError else { throw error }
        }
      }
      if Task.isShuttingDownGracefully { return }
      logger.info("the certificate for metrics was renewed")
    }
  }

  private func serve(_ tls: TLSConfiguration?) async throws {
    try await StatusServer(
      address: address, pages: ["/metrics": page], tls: tls, logger: logger
    ).run()
  }
}
