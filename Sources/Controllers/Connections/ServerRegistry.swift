import Crypto
import FoundationEssentials
import InfisicalClient
import KubernetesClient
package import Seams
import Synchronization

/// Makes the connections to a server that is verified with further authorities; throws when their PEM
/// cannot be read.
package typealias TransportFactory =
  @Sendable (_ authorities: [UInt8]) throws(TransportError) -> any Transport

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

  init(time: any TimeSource, metrics: MetricsRegistry, make: @escaping TransportFactory) {
    self.time = time
    self.metrics = metrics
    self.make = make
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
      ? "" : SHA256.hash(data: authorities).map { String($0, radix: 16) }.joined(separator: ".")
    let key = ServerKey(address: address, authorities: digest)
    if state.withLock({ $0.byConnection[connection] == key }) { return false }
    if state.withLock({ $0.servers[key] == nil }) {
      let server = InfisicalServer(
        key, transport: try make(authorities), time: time, metrics: metrics)
      state.withLock { state in if state.servers[key] == nil { state.servers[key] = server } }
    }
    return state.withLock { state in
      state.problems[connection] = nil
      return state.byConnection.updateValue(key, forKey: connection) != key
    }
  }

  /// Takes `connection`'s server away, for a reason unless it is gone; tells whether that is news.
  func remove(_ connection: ObjectKey, because problem: String? = nil) -> Bool {
    state.withLock { state in
      let former = state.problems[connection]
      state.problems[connection] = problem
      return state.byConnection.removeValue(forKey: connection) != nil || former != problem
    }
  }
}
