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
  private struct Entry {
    let server: InfisicalServer
    let check: ServerCheck
  }

  /// What became of a connection.
  private enum Way {
    case leads(to: ServerKey)
    case nowhere(because: String)
  }

  private struct State {
    var servers: [ServerKey: Entry] = [:]
    var ways: [ObjectKey: Way] = [:]
    var connections: [ServerKey: Set<ObjectKey>] = [:]

    func leads(_ connection: ObjectKey, to key: ServerKey) -> Bool {
      if case .leads(key)? = ways[connection] { true } else { false }
    }

    func entry(of connection: ObjectKey) -> Entry? {
      if case .leads(let key)? = ways[connection] { servers[key] } else { nil }
    }

    mutating func set(_ connection: ObjectKey, _ way: Way?) {
      if case .leads(let former)? = ways[connection] {
        connections[former]?.remove(connection)
        if connections[former]?.isEmpty == true { connections[former] = nil }
      }
      ways[connection] = way
      if case .leads(let key)? = way { connections[key, default: []].insert(connection) }
    }

    /// Takes servers out that no connection leads to.
    mutating func prune() -> [Entry] {
      let known = servers.sorted { $0.key < $1.key }.map(\.key)
      return known.filter { connections[$0] == nil }.compactMap { servers.removeValue(forKey: $0) }
    }
  }

  private let make: TransportFactory
  private let time: any TimeSource
  private let metrics: MetricsRegistry
  private let trusted: @Sendable (ServerAddress, Set<ObjectKey>) -> Bool
  private let state = Mutex(State())
  private let tasks = BackgroundTasks()
  private let onChange: @Sendable (ObjectKey) -> Void
  /// Requests under way get so long before the connections of a server that nobody uses are closed.
  private static let grace = Duration.seconds(60)
  private static let seriesOfAddress = [
    "infisical_circuit_open", "infisical_api_calls_total", "infisical_rate_limited_total",
    "infisical_auth_calls_total",
  ]

  /// `trusted` tells whether the words of a server may be shown, by its address and the connections that lead to it;
  /// `onChange` hears whose server was found to answer or not.
  init(
    time: any TimeSource, metrics: MetricsRegistry,
    trusted: @escaping @Sendable (ServerAddress, Set<ObjectKey>) -> Bool,
    make: @escaping TransportFactory, onChange: @escaping @Sendable (ObjectKey) -> Void
  ) {
    self.time = time
    self.metrics = metrics
    self.trusted = trusted
    self.make = make
    self.onChange = onChange
  }

  /// Checks servers and closes what is no longer used, and everything when the task is cancelled.
  func run() async {
    await tasks.run()
    let left = state.withLock { state in
      defer { state.servers = [:] }
      return state.servers.sorted { $0.key < $1.key }.map(\.value.server)
    }
    await time.shielded { for server in left { await server.transport.close() } }
  }

  func server(of connection: ObjectKey) -> InfisicalServer? {
    state.withLock { $0.entry(of: connection)?.server }
  }

  /// What the last look at a connection's server found; nil before the first one.
  func standing(of connection: ObjectKey) -> ServerCheck.Standing? {
    state.withLock { $0.entry(of: connection)?.check.current }
  }

  /// Why a connection has no server; nil also while that is being found out.
  func problem(of connection: ObjectKey) -> String? {
    state.withLock { state in
      if case .nowhere(let problem)? = state.ways[connection] { problem } else { nil }
    }
  }

  /// Gives `connection` the server at `address`; tells whether that is another one than before.
  func assign(
    _ address: ServerAddress, authorities: [UInt8], to connection: ObjectKey
  ) throws(TransportError) -> Bool {
    let digest =
      authorities.isEmpty
      ? "" : Hex.text(SHA256.hash(data: authorities))
    let key = ServerKey(address: address, authorities: digest)
    let (isSame, isThere) = state.withLock {
      ($0.leads(connection, to: key), $0.servers[key] != nil)
    }
    if isSame { return false }
    var spare: Entry?
    if !isThere {
      let server = InfisicalServer(
        key, transport: try make(address.base, authorities), time: time, metrics: metrics)
      let check = ServerCheck(server) { [weak self] key in
        for connection in self?.connections(to: key) ?? [] { self?.onChange(connection) }
      }
      spare = Entry(server: server, check: check)
    }
    let (added, unused, former) = state.withLock { state -> (Entry?, [Entry], ServerKey?) in
      var former: ServerKey?
      if case .leads(let old)? = state.ways[connection], old != key { former = old }
      var added: Entry?
      if let new = spare, state.servers[key] == nil {
        state.servers[key] = new
        added = new
        spare = nil
      }
      state.set(connection, .leads(to: key))
      return (added, state.prune(), former)
    }
    if let added { tasks.spawn { await added.check.run() } }
    // Another worker may have been faster: then ours is closed again.
    close(unused + [spare].compactMap(\.self))
    judge(key)
    // The one that it led to before may have been trusted for its sake.
    if let former { judge(former) }
    return true
  }

  /// Takes `connection`'s server away, for a reason unless it is gone; tells whether that is news.
  func remove(_ connection: ObjectKey, because problem: String? = nil) -> Bool {
    let (former, isNews, unused) = state.withLock { state -> (ServerKey?, Bool, [Entry]) in
      var former: ServerKey?
      var isNews = problem != nil
      switch state.ways[connection] {
      case .leads(let key)?:
        former = key
        isNews = true
      case .nowhere(let reason)?: isNews = reason != problem
      case nil: break
      }
      state.set(connection, problem.map { .nowhere(because: $0) })
      return (former, isNews, state.prune())
    }
    close(unused)
    if let former { judge(former) }
    return isNews
  }

  private func connections(to key: ServerKey) -> [ObjectKey] {
    state.withLock { ($0.connections[key] ?? []).sorted() }
  }

  /// Decides again whether a server's words may be shown.
  private func judge(_ key: ServerKey) {
    let (server, connections) = state.withLock {
      ($0.servers[key]?.server, $0.connections[key] ?? [])
    }
    server?.trust(trusted(key.address, connections))
  }

  private func close(_ unused: [Entry]) {
    for entry in unused {
      entry.check.end()
      let address = entry.server.key.address
      let isGone = state.withLock { !$0.servers.contains { $0.key.address == address } }
      tasks.spawn { [time, metrics] in
        try? await time.sleep(Self.grace)
        await time.shielded { await entry.server.transport.close() }
        guard isGone else { return }
        for name in Self.seriesOfAddress {
          metrics.removeAll(name, where: "address", is: address.base)
        }
      }
    }
  }
}
