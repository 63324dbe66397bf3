import HTTPTypes
import InfisicalClient
import Seams
import Synchronization
import YAMLSyntax

/// Looks now and then whether a server answers, for all connections that lead to it.
final class ServerCheck: Sendable {
  /// What was found last; nil until the first look is through.
  struct Standing: Hashable, Sendable {
    let problem: String?
  }

  /// As upstream (v0.11.5).
  private static let pause = Duration.seconds(300)

  private let server: InfisicalServer
  private let job: Job
  private let standing = Mutex<Standing?>(nil)
  private let failures = Mutex(0)
  private let onChange: @Sendable (ServerKey) -> Void

  /// `onChange` hears when a look found something else than the one before.
  init(_ server: InfisicalServer, onChange: @escaping @Sendable (ServerKey) -> Void) {
    self.server = server
    self.onChange = onChange
    job = Job(time: server.time)
  }

  var current: Standing? { standing.withLock { $0 } }

  func end() { job.end() }

  /// Looks until the check is ended or the task cancelled.
  func run() async { await job.run { await self.turn() } }

  private func turn() async -> Job.Next {
    let found = Standing(problem: await look())
    guard !Task.isCancelled else { return .never }
    let isNews = standing.withLock { standing in
      defer { standing = found }
      return standing != found
    }
    if isNews { onChange(server.key) }
    let delay = failures.withLock { failures in
      guard found.problem != nil else {
        failures = 0
        return Self.pause
      }
      failures += 1
      return min(.seconds(1 << min(failures, 8)), Self.pause)
    }
    return .at(server.time.now + delay)
  }

  private func look() async -> String? {
    do throws(InfisicalError) {
      let reply = try await server.send(.get, "/status", name: "status", timeout: .seconds(30))
      let message = (try? JSONReader.parse(reply.body, mostValues: 1000))?.text("message")
      return message == "Ok" ? nil : "\(server.key.address) does not respond like Infisical"
    } catch {
      return error.message
    }
  }
}
