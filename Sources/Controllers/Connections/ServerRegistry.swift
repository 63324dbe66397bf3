import Crypto
import FoundationEssentials
import InfisicalClient
import KubernetesClient
package import Seams
import Synchronization

/// Makes the connections to the server at an address that is verified with further authorities; throws
/// when their PEM cannot be read.
package typealias TransportFactory =
  @Sendable (_ address: String, _ authorities: [UInt8]) throws(TransportError) -> any Transport

/// The servers that connections lead to: one for each address and set of authorities.
final class ServerRegistry: Sendable {
  private struct State {
    var servers: [ServerKey: InfisicalServer] = [:]
    var byConnection: [ObjectKey: ServerKey] = [:]
    var problems: [ObjectKey: String] = [:]
  }

  private let make: TransportFactory
  private let time: any TimeSource
  private let metrics: MetricsRegistry
  private let state = Mutex(State())
  private let tasks = BackgroundTasks()
  /// Requests under way get so long before the connections of a server that nobody uses are closed.
  private static let grace = Duration.seconds(60)

  init(time: any TimeSource, metrics: MetricsRegistry, make: @escaping TransportFactory) {
    self.time = time
    self.metrics = metrics
    self.make = make
  }

  /// Closes what is no longer used, and everything when the task is cancelled.
  func run() async {
    await tasks.run()
    let left = state.withLock { state in
      defer { state.servers = [:] }
      return Array(state.servers.values)
    }
    await time.shielded { for server in left { await server.transport.close() } }
  }

  /// Takes servers out that no connection leads to.
  private func prune(_ state: inout State) -> [InfisicalServer] {
    let used = Set(state.byConnection.values)
    let unused = state.servers.keys.filter { !used.contains($0) }
    return unused.compactMap { state.servers.removeValue(forKey: $0) }
  }

  private func close(_ unused: [InfisicalServer]) {
    for server in unused {
      tasks.spawn { [time] in
        try? await time.sleep(Self.grace)
        await time.shielded { await server.transport.close() }
      }
    }
  }

  func server(of connection: ObjectKey) -> InfisicalServer? {
    state.withLock { state in state.byConnection[connection].flatMap { state.servers[$0] } }
  }

  /// Why a connection has no server; nil also while that is being found out.
  func problem(of connection: ObjectKey) -> String? {
    state.withLock { $0.problems[connection] }
  }

  /// Gives `connection` the server at `address`; tells whether that is another one than before.
  func assign(
    _ address: ServerAddress, authorities: [UInt8], to connection: ObjectKey
  ) throws(TransportError) -> Bool {
    let digest =
      authorities.isEmpty
      ? "" : Hex.text(SHA256.hash(data: authorities))
    let key = ServerKey(address: address, authorities: digest)
    if state.withLock({ $0.byConnection[connection] == key }) { return false }
    var spare: InfisicalServer?
    if state.withLock({ $0.servers[key] == nil }) {
      spare = InfisicalServer(
        key, transport: try make(address.base, authorities), time: time, metrics: metrics)
    }
    let (isNew, unused) = state.withLock { state in
      if let new = spare, state.servers[key] == nil {
        state.servers[key] = new
        spare = nil
      }
      state.problems[connection] = nil
      let isNew = state.byConnection.updateValue(key, forKey: connection) != key
      return (isNew, prune(&state))
    }
    // Another worker may have been faster: then ours is closed again.
    close(unused + [spare].compactMap(\.self))
    return isNew
  }

  /// Takes `connection`'s server away, for a reason unless it is gone; tells whether that is news.
  func remove(_ connection: ObjectKey, because problem: String? = nil) -> Bool {
    let (isNews, unused) = state.withLock { state in
      let former = state.problems[connection]
      state.problems[connection] = problem
      let isNews = state.byConnection.removeValue(forKey: connection) != nil || former != problem
      return (isNews, prune(&state))
    }
    close(unused)
    return isNews
  }
}
